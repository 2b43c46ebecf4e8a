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
  readonly history: { readonly deliveries: readonly object[] };
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

interface Table {
  readonly kinds: Readonly<Record<string, unknown>>;
  readonly informational: Readonly<Record<string, string>>;
}

/** The kinds of no consequence that no row has, by their whole names. */
function untriedOf(gateway: string): readonly string[] {
  const path = `../../../lambda/gateways/event-kinds/${gateway}.json`;
  const { kinds, informational }: Table = JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
  const tried = new Set(rowsOf(gateway).map(({ type }) => type));
  const listed = Object.entries(informational).flatMap(([start, names]) =>
    names.split(' ').map((name) => (start === '' ? name : `${start}.${name}`)),
  );
  // A star stands for kinds that have names of their own.
  const others = Object.keys(kinds).filter((kind) => kinds[kind] === 'informational' && !kind.endsWith('*'));
  return [...listed, ...others].filter((kind) => !tried.has(kind));
}

/** A row about a kind of no consequence, which is delivered in the form that the kind has too. */
function modelOf(gateway: string, kind: string): Row {
  const models = rowsOf(gateway).filter(
    ({ type, class: name }) =>
      name === 'informational' && (gateway !== 'adyen' || type === 'REPORT_AVAILABLE'),
  );
  // Mollie tells of each object in the form of that object.
  const start = kind.split('.', 1)[0];
  const found = models.findLast(({ type }) => gateway === 'mollie' && type.split('.', 1)[0] === start);
  const model = found ?? models.at(-1);
  if (!model) throw new Error(`no row of ${gateway} is about a kind of no consequence`);
  return model;
}

test('these are how many kinds of no consequence have no row, and are tried in the form of one that has', () => {
  const counts = Object.fromEntries(gatewayNames.map((name) => [name, untriedOf(name).length]));
  expect(counts).toEqual({
    stripe: 217,
    square: 124,
    paypal: 69,
    adyen: 7,
    braintree: 23,
    mollie: 21,
    razorpay: 41,
    checkoutcom: 40,
    authorizenet: 12,
    mercadopago: 11,
    paystack: 18,
  });
});

test.each(gatewayNames)(
  'each kind of %s that tells nothing of money is accepted and changes nothing',
  (gateway) => {
    const results = untriedOf(gateway).map((type) => {
      const model = modelOf(gateway, type);
      const deliveries = model.history.deliveries.slice(-1);
      const text = JSON.stringify({ ...model.history, gateway, deliveries }).replaceAll(model.type, type);
      const { deliveries: told, order } = simulate(readHistory(text, 'history.json', true), true);
      const [last] = told;
      return [type, last?.outcome, last?.class, last?.type, last?.amountMinor, order.state];
    });
    expect(results).toEqual(
      untriedOf(gateway).map((type) => [type, 'accepted', 'informational', type, undefined, 'open']),
    );
  },
);

test('the older name of a kind of Mercado Pago is read like the newer one', () => {
  const ends = (name: string) =>
    rowsOf('mercadopago')
      .filter(({ type }) => type === 'topic_chargebacks_wh')
      .map(({ history }) => {
        const text = JSON.stringify({ ...history, gateway: 'mercadopago' });
        const named = text.replaceAll('topic_chargebacks_wh', name);
        const { deliveries } = simulate(readHistory(named, 'history.json', true), true);
        return deliveries.map(({ outcome, class: told, amountMinor }) => ({ outcome, told, amountMinor }));
      });
  expect(ends('topic_chargebacks_wh').length).toBeGreaterThan(0);
  expect(ends('chargebacks')).toEqual(ends('topic_chargebacks_wh'));
});
