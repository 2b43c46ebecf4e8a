import { expect, test } from '@jest/globals';
import { gatewayNames } from '../../../../lambda/gateways/registry.ts';
import { fuzzCallback } from './callback.ts';
import { fuzz, type Plan, type Tally } from './run.ts';
import { specimenOf } from './specimens/index.ts';

/** How long one gateway's cases may take, in milliseconds, on whatever machine this is. */
const timeout = 600_000;

/** Declares a test for each gateway, in which its adapter is shown so many cases. */
export function testAdapters(plan: Plan): void {
  test.each(gatewayNames)(
    '%s takes what is genuine and nothing else, and never throws',
    (name) => expectNoFailure(fuzz(specimenOf(name), plan), plan),
    timeout,
  );
}

/** Declares a test for each gateway, in which the whole function for callbacks is shown so many cases. */
export function testCallbacks(plan: Plan): void {
  test.each(gatewayNames)(
    'callbacks of %s end as they must, and tell neither cards nor secrets',
    async (name) => expectNoFailure(await fuzzCallback(specimenOf(name), plan), plan),
    timeout,
  );
}

function expectNoFailure({ failures, refused, accepted }: Tally, { count }: Plan): void {
  expect(failures).toEqual([]);
  // A run that skips nearly everything would prove nothing.
  expect(refused).toBeGreaterThan(count / 4);
  expect(accepted).toBeGreaterThan(count / 3);
}
