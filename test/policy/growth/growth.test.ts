import { afterAll, describe, expect, test } from '@jest/globals';
import { packagePath } from '../../../lib/package-root.ts';
import { notApplicable } from '../../../lib/policy/observation.ts';
import type { Rule } from '../../../lib/policy/rule.ts';
import { rules } from '../../../lib/policy/rules/index.ts';
import { setsWithoutSynthesis } from '../mutation/sets.ts';
import { CallCounter } from './counted-calls.ts';
import { goldenTemplates, growingTooFast } from './growth-of-rules.ts';

const calls = new CallCounter(packagePath('lib'));
afterAll(() => calls.stop());

describe.each(setsWithoutSynthesis())('in %s', (_, make) => {
  test('no rule’s work grows faster than the resources do', () => {
    expect(growingTooFast(make().sources, rules, calls)).toEqual([]);
  });
});

test('a rule that asks each resource about each other is found out', () => {
  const [example] = rules;
  if (!example) throw new Error('there is no rule');
  const all: Rule = {
    ...example,
    types: ['AWS::Lambda::Function'],
    check: (one, model) => {
      const alike = model
        .ofType(one.type)
        .filter((other) => other.property('FunctionName').literal === 'wanted');
      return [notApplicable(one, `${alike.length} have the name`)];
    },
  };
  const sources = goldenTemplates('boutique-prod-payments');
  expect(growingTooFast(sources, [all], calls)).toEqual([expect.stringContaining(all.id)]);
});
