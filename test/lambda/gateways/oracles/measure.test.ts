import { expect, test } from '@jest/globals';
import { gatewayNames } from '../../../../lambda/gateways/registry.ts';
import { type Measure, measures } from './measure.ts';

test('measures each gateway, beside its SDK where one verifies', async () => {
  const all: Measure[] = [];
  for await (const each of measures({ messages: 2, rounds: 3 })) all.push(each);
  expect(all.map(({ gateway }) => gateway)).toEqual(gatewayNames);
  expect(all.filter(({ sdk }) => sdk === undefined).map(({ gateway }) => gateway)).toEqual([
    'paypal',
    'checkoutcom',
    'authorizenet',
    'paystack',
  ]);
  for (const { ours, receipt, sdk, theirs = 0 } of all) {
    expect(Math.min(ours, receipt)).toBeGreaterThan(0);
    expect(theirs > 0).toBe(sdk !== undefined);
  }
});
