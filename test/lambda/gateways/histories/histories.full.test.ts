import { randomUUID } from 'node:crypto';
import { testHistories } from './expectations.ts';

// The name of each test has the seed, so that what one run finds is found again.
testHistories({ seed: process.env['HISTORY_SEED'] ?? randomUUID(), count: 1_000 });
