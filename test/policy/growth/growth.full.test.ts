import { afterAll, expect, test } from '@jest/globals';
import { packagePath } from '../../../lib/package-root.ts';
import { rules } from '../../../lib/policy/rules/index.ts';
import { CallCounter } from './counted-calls.ts';
import { goldenTemplates, growingTooFast } from './growth-of-rules.ts';

const calls = new CallCounter(packagePath('lib'));
afterAll(() => calls.stop());

// The templates of one beginning are judged together, as their rules look from one to the other.
test.each(['boutique-prod-', 'boutique-staging-', 'palisade-account-'])(
  'in the templates %s of the example no rule’s work grows faster than the resources do',
  (beginning) => {
    expect(growingTooFast(goldenTemplates(beginning), rules, calls)).toEqual([]);
  },
  300_000,
);
