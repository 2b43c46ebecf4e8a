import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { PaymentEvent, UnverifiedNotification } from '../../../../lambda/gateways/payment-event.ts';
import { type InboundEvent, keyOf } from '../../../../lambda/shared/orders/inbound-event.ts';
import { storable } from '../../../../lambda/shared/orders/storable-event.ts';

const card = '4242424242424242';
const event = (change: Partial<PaymentEvent> = {}): InboundEvent => ({
  kind: 'verified',
  gateway: 'stripe',
  event: {
    id: 'evt_1',
    type: 'paid',
    class: 'moneyIn',
    orderReference: 'o1',
    paymentId: 'pi_1',
    amountMinor: 4250,
    currency: 'EUR',
    checks: { avsStreet: 'match' },
    ...change,
  },
});
const notification = (change: Partial<UnverifiedNotification> = {}): InboundEvent => ({
  kind: 'unverified',
  gateway: 'paypal',
  notification: { deliveryId: 'd-1', type: 't', resource: 'order', id: 'P1', ...change },
});

test.each([
  ['an event', event()],
  ['a notification', notification()],
  [
    'a notification without a name',
    {
      kind: 'unverified',
      gateway: 'mollie',
      notification: { type: 't', resource: 'payment', id: 'tr_1' },
    } as const,
  ],
])('%s without card data is kept as it is', (_, inbound) => {
  expect(storable(inbound)).toEqual({ inbound, findings: [] });
});

describe('card data', () => {
  test.each(['orderReference', 'paymentId', 'type', 'currency'] as const)('is masked in %s', (name) => {
    const { inbound, findings } = storable(event({ [name]: card }));
    expect(inbound).toEqual(event({ [name]: '[424242******4242]' }));
    expect(findings).toMatchObject([{ where: `event.${name}`, kind: 'number' }]);
  });

  test.each([
    event({ id: card }),
    event({ effect: { kind: 'refunded', item: card } }),
    event({ effect: { kind: 'captured', group: card } }),
    event({ ask: { type: 't', resource: 'charge', id: card } }),
    event({ ask: { type: 't', resource: 'refund', id: 're_1', parentId: card } }),
    notification({ type: card }),
    notification({ parentId: card }),
    notification({ deliveryId: card }),
    notification({ id: card }),
    notification({ resource: card }),
  ])('is nowhere in what is kept, nor in its key (%#)', (given) => {
    const { inbound, findings } = storable(given);
    const digest = createHash('sha256').update(card).digest('hex');
    for (const text of [JSON.stringify(inbound), keyOf(inbound)]) {
      expect(text).not.toContain(card);
      expect(text).not.toContain(digest);
    }
    expect(findings).toHaveLength(1);
  });

  test('in the names of two events does not make them one', () => {
    // Both have the same first six and last four digits.
    const [one, other] = ['4242424242424242', '4242420000004242'].map((id, index) =>
      keyOf(storable(event({ id, paymentId: `pi_${index}` })).inbound),
    );
    expect(one).not.toBe(other);
  });

  test('in the name of an event gives each delivery of it the same name', () => {
    expect(keyOf(storable(event({ id: card })).inbound)).toBe(keyOf(storable(event({ id: card })).inbound));
  });

  test('in place of an amount leaves no amount', () => {
    const { inbound } = storable(event({ amountMinor: Number(card) }));
    expect(inbound).toEqual(event({ amountMinor: undefined }));
  });
});

describe('a text of the sender', () => {
  test.each(['id', 'type', 'orderReference', 'paymentId', 'currency'] as const)(
    'is bounded: %s of an event',
    (name) => {
      const { inbound } = storable(event({ [name]: 'x'.repeat(900_000) }));
      const digest = createHash('sha256').update('x'.repeat(1000)).digest('hex');
      expect(inbound).toEqual(event({ [name]: `sha256:${digest}` }));
    },
  );

  const long = 'x'.repeat(900_000);
  const bound = `sha256:${createHash('sha256').update('x'.repeat(1000)).digest('hex')}`;

  test.each(['item', 'group'] as const)('is bounded: %s of what an event makes known', (name) => {
    const given = event({ effect: { kind: 'captured', [name]: long } });
    expect(storable(given).inbound).toEqual(event({ effect: { kind: 'captured', [name]: bound } }));
  });

  test.each(['deliveryId', 'type', 'resource', 'id', 'parentId'] as const)(
    'is bounded: %s of what a gateway is asked',
    (name) => {
      const ask = { type: 't', resource: 'charge', id: 'ch_1' };
      const { inbound } = storable(event({ ask: { ...ask, [name]: long } }));
      expect(inbound).toEqual(event({ ask: { ...ask, [name]: bound } }));
    },
  );

  test.each(['deliveryId', 'type', 'resource', 'id', 'parentId'] as const)(
    'is bounded: %s of a notification',
    (name) => {
      const { inbound } = storable(notification({ [name]: 'x'.repeat(201) }));
      expect(inbound).toEqual(
        notification({ [name]: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) as unknown as string }),
      );
    },
  );

  test('that is half a character becomes one that a database takes', () => {
    expect(storable(notification({ id: 'P\ud800' })).inbound).toEqual(notification({ id: 'P\ufffd' }));
  });
});

test('a payment event is named after what tells it from all others', () => {
  expect([event(), notification(), notification({ deliveryId: undefined })].map(keyOf)).toEqual([
    'stripe#event#evt_1',
    'paypal#delivery#d-1',
    'paypal#unverified#order#P1',
  ]);
});
