import { describe, expect, test } from '@jest/globals';
import { defineRule, type OwnRule } from '../../lib/policy/own-rules/define-rule.ts';
import { allRules } from '../../lib/policy/rules/index.ts';
import { severityReasonOf } from '../../lib/policy/severity.ts';
import reasons from '../../lib/policy/severity-reasons.json' with { type: 'json' };

describe('the severity of a rule of the kit', () => {
  test.each(allRules.map((rule) => [rule.id, rule] as const))(
    '%s has a reason of one sentence',
    (_, rule) => {
      const reason = severityReasonOf(rule) ?? '';
      expect(reason.length).toBeGreaterThanOrEqual(30);
      expect(reason).toMatch(/^[A-Z].*[a-z]\.$/);
      expect(reason).not.toContain('. ');
    },
  );

  test('is reasoned in words of its own, which no other rule has', () => {
    const said = allRules.map((rule) => severityReasonOf(rule));
    expect(new Set(said).size).toBe(allRules.length);
  });

  test('is reasoned for rules that exist, and for no others', () => {
    expect(Object.keys(reasons)).toEqual(allRules.map(({ id }) => id));
  });
});

describe('the severity of a rule of a team', () => {
  const own: OwnRule = {
    ...{ id: 'ACME-01', title: 'Queues have a name', severity: 'low', why: 'Names help.', fix: 'Name it.' },
    ...{ types: ['AWS::SQS::Queue'], check: () => [] },
  };

  test('may have a reason', () => {
    const severityReason = 'A queue without a name is found by its stack all the same.';
    expect(severityReasonOf(defineRule({ ...own, severityReason }))).toBe(severityReason);
  });

  test('needs none', () => {
    expect(severityReasonOf(defineRule(own))).toBeUndefined();
  });

  test('has no empty one', () => {
    expect(() => defineRule({ ...own, severityReason: ' ' })).toThrow(
      'the rule ACME-01 has no text in severityReason, write a sentence or leave it out',
    );
  });
});
