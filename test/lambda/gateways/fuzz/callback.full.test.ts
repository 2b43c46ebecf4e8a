import { testCallbacks } from './expectations.ts';

testCallbacks({ seed: 'npm run test:full', count: 20_000, largest: 250_000 });
