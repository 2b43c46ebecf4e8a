import { expect, test } from '@jest/globals';
import { Model } from '../../../../lib/cloudformation/model/model.ts';
import { countThresholds } from '../../../../lib/constructs/payments/count-thresholds.ts';
import { evaluate } from '../../../../lib/policy/evaluate.ts';
import { isBlocking } from '../../../../lib/policy/finding.ts';
import { det06Failures } from '../../../../lib/policy/rules/det/det-06-failures.ts';
import facts from '../../../../lib/policy/rules/det/watched-failures.json' with { type: 'json' };
import { shopTemplates } from '../../diff/shop-edits.ts';

/** What the rule says of the shop's templates of some stacks. */
function seen(stacks?: Parameters<typeof shopTemplates>[1]) {
  return evaluate(new Model(shopTemplates(undefined, stacks)), [det06Failures], {
    asOf: '2026-11-30',
  }).filter(({ rule }) => rule === det06Failures.id);
}

test('each count that the kit alarms on for a surplus is asked for, of the same functions', () => {
  const surplus = Object.entries(countThresholds).filter(([, threshold]) => 'above' in threshold);
  const alarmed = surplus.map(([metric, { by }]) => [metric, [...by]]);
  expect(facts.counted).toEqual(Object.fromEntries(alarmed));
});

test('a count tells of no more than the rule takes for a failure', () => {
  const highest = Object.values(countThresholds).map((threshold) =>
    'above' in threshold ? threshold.above : 0,
  );
  expect(Math.max(...highest)).toBeLessThanOrEqual(facts.counts.most);
});

test('the alarms of the shop tell of everything that can fail', () => {
  expect(seen().filter(isBlocking)).toEqual([]);
});

test('where the stack with the alarms was not given nobody knows whether they are there', () => {
  expect(new Set(seen(['data']).map(({ status }) => status))).toEqual(new Set(['notApplicable', 'unknown']));
});
