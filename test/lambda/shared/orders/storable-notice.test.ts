import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { Hint, PaymentEvent } from '../../../../lambda/gateways/gateway.ts';
import { keyOf, type Notice } from '../../../../lambda/shared/orders/notice.ts';
import { storable } from '../../../../lambda/shared/orders/storable-notice.ts';

const card = '4242424242424242';
const event = (change: Partial<PaymentEvent> = {}): Notice => ({
  kind: 'event',
  gateway: 'stripe',
  event: {
    id: 'evt_1',
    type: 'paid',
    kind: 'paid',
    orderReference: 'o1',
    paymentId: 'pi_1',
    amountMinor: 4250,
    currency: 'EUR',
    checks: { street: 'match' },
    ...change,
  },
});
const hint = (change: Partial<Hint> = {}): Notice => ({
  kind: 'hint',
  gateway: 'paypal',
  hint: { deliveryId: 'd-1', resource: 'order', id: 'P1', ...change },
});

test.each([
  ['an event', event()],
  ['a hint', hint()],
  [
    'a hint without a name',
    { kind: 'hint', gateway: 'mollie', hint: { resource: 'payment', id: 'tr_1' } } as const,
  ],
])('%s without card data is kept as it is', (_, notice) => {
  expect(storable(notice)).toEqual({ notice, findings: [] });
});

describe('card data', () => {
  test.each(['orderReference', 'paymentId', 'type', 'currency'] as const)('is masked in %s', (name) => {
    const { notice, findings } = storable(event({ [name]: card }));
    expect(notice).toEqual(event({ [name]: '[424242******4242]' }));
    expect(findings).toMatchObject([{ where: `event.${name}`, kind: 'number' }]);
  });

  test.each([event({ id: card }), hint({ deliveryId: card }), hint({ id: card }), hint({ resource: card })])(
    'is nowhere in what is kept, nor in its key (%#)',
    (given) => {
      const { notice, findings } = storable(given);
      const digest = createHash('sha256').update(card).digest('hex');
      for (const text of [JSON.stringify(notice), keyOf(notice)]) {
        expect(text).not.toContain(card);
        expect(text).not.toContain(digest);
      }
      expect(findings).toHaveLength(1);
    },
  );

  test('in the names of two events does not make them one', () => {
    // Both have the same first six and last four digits.
    const [one, other] = ['4242424242424242', '4242420000004242'].map((id, index) =>
      keyOf(storable(event({ id, paymentId: `pi_${index}` })).notice),
    );
    expect(one).not.toBe(other);
  });

  test('in the name of an event gives each delivery of it the same name', () => {
    expect(keyOf(storable(event({ id: card })).notice)).toBe(keyOf(storable(event({ id: card })).notice));
  });

  test('in place of an amount leaves no amount', () => {
    const { notice } = storable(event({ amountMinor: Number(card) }));
    expect(notice).toEqual(event({ amountMinor: undefined }));
  });
});

describe('a text of the sender', () => {
  test.each(['id', 'type', 'orderReference', 'paymentId', 'currency'] as const)(
    'is bounded: %s of an event',
    (name) => {
      const { notice } = storable(event({ [name]: 'x'.repeat(900_000) }));
      const digest = createHash('sha256').update('x'.repeat(1000)).digest('hex');
      expect(notice).toEqual(event({ [name]: `sha256:${digest}` }));
    },
  );

  test.each(['deliveryId', 'resource', 'id'] as const)('is bounded: %s of a hint', (name) => {
    const { notice } = storable(hint({ [name]: 'x'.repeat(201) }));
    expect(notice).toEqual(
      hint({ [name]: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) as unknown as string }),
    );
  });

  test('that is half a character becomes one that a database takes', () => {
    expect(storable(hint({ id: 'P\ud800' })).notice).toEqual(hint({ id: 'P\ufffd' }));
  });
});

test('a notice is named after what tells it from all others', () => {
  expect([event(), hint(), hint({ deliveryId: undefined })].map(keyOf)).toEqual([
    'stripe#event#evt_1',
    'paypal#delivery#d-1',
    'paypal#hint#order#P1',
  ]);
});
