import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { packagePath } from '../../lib/package-root.ts';
import { rules } from '../../lib/policy/rules/index.ts';
import kinds from '../../scripts/agreement/kinds.json' with { type: 'json' };
import { judgements, labelledTemplates } from '../../scripts/agreement/labelled.ts';
import mapping from '../../scripts/agreement/mapping.json' with { type: 'json' };
import { agreementReference, familiesInDoubt } from '../../scripts/agreement/reference.ts';
import results from '../../scripts/agreement/results.json' with { type: 'json' };

test('the page about agreement is what the counts give', () => {
  expect(readFileSync(packagePath('docs', 'agreement.md'), 'utf8')).toBe(agreementReference());
});

test('outside of choices each family agrees with its peers in 95 % of the cases', () => {
  expect(results.pairs.length).toBeGreaterThan(200);
  expect(familiesInDoubt()).toEqual([]);
});

test('rules object to what readers found wrong in labelled templates, and to nothing that they found right', () => {
  const judged = judgements();
  expect(labelledTemplates).toBe(30);
  expect(judged.filter(({ isWrong }) => isWrong).length).toBeGreaterThan(50);
  expect(judged.filter(({ isWrong }) => !isWrong).length).toBeGreaterThan(30);
  expect(judged.filter(({ isWrong, objects }) => isWrong !== objects)).toEqual([]);
});

test('each disagreement has a verdict, and each verdict a disagreement and a reason', () => {
  expect(results.pairs.filter(({ disagreed }) => 'open' in disagreed)).toEqual([]);
  expect(results.kinds).toHaveLength(kinds.kinds.length);
  expect(results.kinds.filter((count) => count === 0)).toEqual([]);
  expect(kinds.kinds.filter(({ because }) => because.length < 30)).toEqual([]);
  expect(kinds.kinds.filter(({ verdict }) => !Object.hasOwn(kinds.verdicts, verdict))).toEqual([]);
});

test('whatever is compared is a rule', () => {
  const ids = [...rules.map(({ id }) => id), 'TEMPLATE-secrets'];
  expect(mapping.pairs.flatMap(({ ours }) => ours).filter((id) => !ids.includes(id))).toEqual([]);
});
