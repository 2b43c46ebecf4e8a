import { describe, expect, test } from '@jest/globals';
import facts from '../../../lib/aws/lambda-concurrency.json' with { type: 'json' };
import { leastQuota, reservations } from '../../../lib/contract/concurrency.ts';
import { exampleWith, ofType, type SynthesizedTemplate, synthesize } from '../../support/synth.ts';

const template = (...settings: Parameters<typeof exampleWith>) =>
  synthesize(exampleWith(...settings)).template('boutique-prod-payments');

/** What each function has for itself, by its name without the shop's. */
function reserved(stack: SynthesizedTemplate): Readonly<Record<string, unknown>> {
  const functions = ofType(stack, 'AWS::Lambda::Function').map(([, { Properties }]) => Properties);
  const own = functions.filter((each) => each.ReservedConcurrentExecutions !== undefined);
  return Object.fromEntries(
    own.map((each) => [each.FunctionName.replace('boutique-prod-', ''), each.ReservedConcurrentExecutions]),
  );
}

describe('the functions that anonymous traffic reaches, and the order worker, have executions of their own', () => {
  test.each([200, 1000])('of a quota of %i', (accountLimit) => {
    expect(reserved(template({ concurrency: { accountLimit } }))).toEqual(reservations(accountLimit));
  });
});

test('without a quota nothing is reserved: that of a new account leaves nothing to reserve', () => {
  expect(reserved(template({}))).toEqual({});
  expect(facts.newAccountQuota).toBeLessThan(facts.leastUnreserved);
});

test('the order worker has for itself as many executions as its queue starts at a time', () => {
  const stack = template({ concurrency: { accountLimit: 1000 } });
  const limits = ofType(stack, 'AWS::Lambda::EventSourceMapping').flatMap(
    ([, { Properties }]) => Properties.ScalingConfig?.MaximumConcurrency ?? [],
  );
  expect(limits).toEqual([reserved(stack)['order-worker']]);
});

test.each([leastQuota, 201, 250, 1000, 3333, 1_000_000])(
  'two environments fit into a quota of %i, each function of both has something, and 100 executions are left',
  (quota) => {
    const counts = Object.values(reservations(quota));
    const total = counts.reduce((sum, count) => sum + count, 0);
    expect(Math.min(...counts)).toBeGreaterThan(0);
    expect(quota - 2 * total).toBeGreaterThanOrEqual(facts.leastUnreserved);
  },
);
