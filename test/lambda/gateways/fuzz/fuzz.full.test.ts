import { testAdapters } from './expectations.ts';

// `npm run fuzz` shows four times as many, and takes hours.
testAdapters({ seed: 'npm run test:full', count: 100_000, largest: 1_000_000 });
