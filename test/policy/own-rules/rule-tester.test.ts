import { describe, expect, test } from '@jest/globals';
import { expectTrue } from '../../../lib/policy/expect.ts';
import { notApplicable } from '../../../lib/policy/observation.ts';
import { defineRule } from '../../../lib/policy/own-rules/define-rule.ts';
import { type RuleCase, testRule } from '../../../lib/policy/own-rules/rule-tester.ts';

const text = {
  id: 'ACME-01',
  title: 'Queues are encrypted by the queue service',
  severity: 'medium',
  why: 'Whoever reads the disk reads the messages.',
  fix: 'Set SqsManagedSseEnabled to true.',
  types: ['AWS::SQS::Queue'],
} as const;
const encrypted = defineRule({
  ...text,
  check: (queue) => [expectTrue(queue.property('SqsManagedSseEnabled'))],
});

const queue = (value: unknown) =>
  ({ Type: 'AWS::SQS::Queue', Properties: { SqsManagedSseEnabled: value } }) as never;
const cases: Readonly<Record<string, RuleCase>> = {
  'a queue with and one without': {
    template: { Resources: { Good: queue(true), Bad: queue(false) } },
    expect: { Good: 'pass', Bad: 'fail' },
  },
  'a switch that a parameter sets': {
    template: `
Parameters: { Encrypted: { Type: String } }
Resources:
  Orders: { Type: AWS::SQS::Queue, Properties: { SqsManagedSseEnabled: !Ref Encrypted } }`,
    expect: { Orders: 'unknown' },
  },
  'the same with a value of the parameter': {
    template: `
Parameters: { Encrypted: { Type: String } }
Resources:
  Orders: { Type: AWS::SQS::Queue, Properties: { SqsManagedSseEnabled: !Ref Encrypted } }`,
    parameters: { Encrypted: 'true' },
    expect: { Orders: 'pass' },
  },
};

function complaint(...args: Parameters<typeof testRule>): string {
  try {
    testRule(...args);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the tester found nothing to complain of');
}

describe('testRule', () => {
  test('is silent where everything is as expected', () => {
    expect(() => testRule(encrypted, cases)).not.toThrow();
  });

  test('complains of a rule that cannot fail, which passes everything', () => {
    const idle = defineRule({ ...text, check: (one) => [expectTrue(one.property('X').withDefault(true))] });
    expect(complaint(idle, cases)).toContain(
      'a queue with and one without: Bad is pass (Properties.X is true), expected fail',
    );
    const good = { template: { Resources: { Good: queue(true) } }, expect: { Good: 'pass' } } as const;
    expect(complaint(idle, { good })).toBe(
      'ACME-01 is not as expected:\n  no case shows that the rule can fail, add a resource with which it does',
    );
  });

  test('complains of a rule that no case lets pass', () => {
    const bad = { template: { Resources: { Bad: queue(false) } }, expect: { Bad: 'fail' } } as const;
    expect(complaint(encrypted, { bad })).toContain('no case shows that the rule can pass');
  });

  test('complains of a judged resource that no case names, and of one that is named and not judged', () => {
    const template = { Resources: { Good: queue(true), Bad: queue(false), Other: queue(true) } };
    expect(
      complaint(encrypted, { some: { template, expect: { Good: 'pass', Bad: 'fail', Gone: 'pass' } } }),
    ).toBe(
      [
        'ACME-01 is not as expected:',
        '  some: Other is pass (Properties.SqsManagedSseEnabled is true), expected nothing, so name it',
        '  some: Gone is not judged, name a resource of AWS::SQS::Queue',
      ].join('\n'),
    );
  });

  test('takes the worst of what is said of a resource', () => {
    const several = defineRule({
      ...text,
      check: (one) => [notApplicable(one, 'idle'), expectTrue(one.property('SqsManagedSseEnabled'))],
    });
    expect(() => testRule(several, cases)).not.toThrow();
  });
});
