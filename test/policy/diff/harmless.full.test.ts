import { expect, test } from '@jest/globals';
import { Model } from '../../../lib/cloudformation/model/model.ts';
import type { TemplateSource } from '../../../lib/cloudformation/model/types.ts';
import { diffOf, type Judged } from '../../../lib/policy/diff/diff.ts';
import { evaluate } from '../../../lib/policy/evaluate.ts';
import { rules } from '../../../lib/policy/rules/index.ts';
import { harmlessChanges, unchanged } from './pairs.ts';
import { shopTemplates } from './shop-edits.ts';

function judged(sources: readonly TemplateSource[]): Judged {
  const model = new Model(sources);
  return { model, findings: evaluate(model, rules, { asOf: '2026-11-30' }) };
}

const before = unchanged(judged);

test.each(harmlessChanges)('No rule finds anything new where %s', (_name, stacks, change) => {
  const found = diffOf(before(stacks), judged(shopTemplates(change, stacks)));
  expect(found.newFindings.map(({ rule, message }) => [rule, message])).toEqual([]);
  expect(found.unchangedFindings.length + found.fixedFindings.length).toBe(
    new Set(
      before(stacks)
        .findings.filter(({ status }) => status === 'fail' || status === 'unknown')
        .map((one) => one.fingerprint),
    ).size,
  );
});
