import { describe, expect, test } from '@jest/globals';
import { expectTrue } from '../../../lib/policy/expect.ts';
import { defineRule, type OwnRule } from '../../../lib/policy/own-rules/define-rule.ts';
import { allRules } from '../../../lib/policy/rules/index.ts';

const good: OwnRule = {
  id: 'ACME-01',
  title: 'Queues are encrypted by the queue service',
  severity: 'medium',
  why: 'Whoever reads the disk reads the messages.',
  fix: 'Set SqsManagedSseEnabled to true.',
  types: ['AWS::SQS::Queue'],
  check: (queue) => [expectTrue(queue.property('SqsManagedSseEnabled'))],
};

describe('defineRule', () => {
  test('makes a rule like those of the kit, which nobody can change afterwards', () => {
    const rule = defineRule(good);
    expect(rule).toEqual({ ...good, controls: [], since: '1.0.0', stage: 'enforced' });
    expect(Object.isFrozen(rule)).toBe(true);
    expect(defineRule({ ...good, stage: 'preview', since: '2.1.0' })).toMatchObject({
      stage: 'preview',
      since: '2.1.0',
    });
  });

  test.each(allRules.map(({ id }) => id))('refuses the id %s, which is one of the kit', (id) => {
    expect(() => defineRule({ ...good, id })).toThrow(/begins with \w+, as rules of the kit do/);
  });

  const bad: readonly (readonly [string, object, string])[] = [
    ['an id of one word', { id: 'acme' }, 'a rule has the id acme, write one such as ACME-01'],
    ['no id', { id: undefined }, 'a rule has the id undefined, write one such as ACME-01'],
    ['an id that only begins as one of the kit', { id: 'EDGE-99' }, 'begins with EDGE'],
    ['no title', { title: ' ' }, 'the rule ACME-01 has no title, write one'],
    ['no reason', { why: undefined }, 'the rule ACME-01 has no why, write one'],
    ['no remedy', { fix: '' }, 'the rule ACME-01 has no fix, write one'],
    [
      'another severity',
      { severity: 'bad' },
      'has the severity bad, write critical, high, medium, low, info',
    ],
    ['no types', { types: [] }, 'has no types, write a list such as'],
    ['types that are none', { types: ['Queue'] }, 'has no types, write a list such as'],
    ['no check', { check: 'yes' }, 'has no check, write a function'],
    ['another stage', { stage: 'off' }, 'has the stage off, write preview or enforced'],
    ['a version that is none', { since: 'today' }, 'has the version today in since'],
  ];
  test.each(bad)('refuses a rule with %s', (_, change, says) => {
    expect(() => defineRule({ ...good, ...change } as OwnRule)).toThrow(says);
  });
});
