import { testHistories } from './expectations.ts';

testHistories({ seed: 'npm test', count: 40 });
