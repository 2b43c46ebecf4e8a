import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { gatewayNames } from '../../../lambda/gateways/registry.ts';
import { readHistory } from '../../../lib/cli/order/history.ts';
import { simulate } from '../../../lib/cli/order/simulation.ts';

/** One kind of event, a history of deliveries as the gateway documents them, and what its last delivery has to be. */
interface Row {
  readonly type: string;
  readonly when?: string;
  readonly class?: string;
  readonly amountMinor?: number;
  readonly history: object;
}

const rowsOf = (gateway: string): readonly Row[] =>
  JSON.parse(readFileSync(new URL(`event-kinds/${gateway}.json`, import.meta.url), 'utf8'));

test('these are how many kinds of events are read, by gateway', () => {
  const counts = Object.fromEntries(gatewayNames.map((name) => [name, rowsOf(name).length]));
  expect(counts).toEqual({
    stripe: 118,
    square: 46,
    paypal: 39,
    adyen: 103,
    braintree: 23,
    mollie: 33,
    razorpay: 28,
    checkoutcom: 31,
    authorizenet: 14,
    mercadopago: 28,
    paystack: 13,
  });
});

test.each(gatewayNames)(
  'each kind of event of %s is read with the class and the amount that it has',
  (gateway) => {
    const told = rowsOf(gateway).map(({ history, ...row }) => {
      const read = readHistory(JSON.stringify({ ...history, gateway }), 'history.json', true);
      const last = simulate(read, true).deliveries.at(-1);
      return { ...row, class: last?.class, amountMinor: last?.amountMinor };
    });
    const expected = rowsOf(gateway).map(({ history: _, ...row }) => row);
    expect(JSON.parse(JSON.stringify(told))).toEqual(expected);
  },
);
