import { testCallbacks } from './expectations.ts';

testCallbacks({ seed: 'npm test', count: 200, largest: 20_000 });
