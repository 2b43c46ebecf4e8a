import type { EventClass, PaymentEvent } from '../../../../../lambda/gateways/payment-event.ts';
import type { KeyedEvent } from '../../../../../lambda/shared/orders/apply-event.ts';
import type { CheckPolicy } from '../../../../../lambda/shared/orders/check-policy.ts';
import { keyOf } from '../../../../../lambda/shared/orders/inbound-event.ts';
import { emptyLedger } from '../../../../../lambda/shared/orders/ledger.ts';
import type { Order, Shopper } from '../../../../../lambda/shared/orders/order.ts';
import type { OrderRetention } from '../../../../../lambda/shared/orders/order-retention.ts';

/** An order that waits for its payment. */
export const openOrder: Order = {
  reference: 'obcdfghjklmnpqrstvwx',
  number: 'K7QF-2MXP',
  state: 'open',
  stateSince: '2026-01-01T00:00:00.000Z',
  changes: 0,
  reviewReasons: [],
  amountMinor: 4250,
  currency: 'EUR',
  lines: [{ slug: 'scarf', title: 'Scarf', quantity: 1, priceMinor: 4250 }],
  attempt: {
    number: 1,
    gateway: 'stripe',
    fingerprint: 'sha256:0',
    startedAt: '2026-01-01T00:00:00.000Z',
  },
  ledger: emptyLedger,
  money: { capturedMinor: 0, refundedMinor: 0, disputedMinor: 0 },
  checks: {},
  applied: [],
  createdAt: '2026-01-01T00:00:00.000Z',
};

/** Whoever placed it. */
export const shopper: Shopper = {
  name: 'A. Shopper',
  email: 'shopper@example.com',
  line1: 'Street 1',
  postalCode: '1000 AA',
  city: 'Amsterdam',
  country: 'NL',
};

/** How long the tests' shops keep orders. */
export const retention: OrderRetention = { keepDays: 3653, personalForDays: 731 };

/** Waits for no more than what an issuer called wrong. */
export const lenient: CheckPolicy = { avsStreet: 'mismatch', avsPostalCode: 'mismatch', cvc: 'mismatch' };

/** An event about the order's payment, for its amount; `more` replaces members. */
export function eventOf(name: EventClass, more: Partial<PaymentEvent> = {}): PaymentEvent {
  return {
    id: `evt-${name}`,
    type: `payment.${name}`,
    class: name,
    orderReference: openOrder.reference,
    paymentId: 'pi_1',
    amountMinor: openOrder.amountMinor,
    currency: openOrder.currency,
    ...more,
  };
}

/** The event with its key, as a gateway's payment event brings it. */
export function keyed(event: PaymentEvent, gateway = 'stripe'): KeyedEvent {
  return { key: keyOf({ kind: 'verified', gateway, event }), gateway, event };
}

/** Every order in which a few things can come. */
export function permutations<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, at) => permutations(items.toSpliced(at, 1)).map((others) => [item, ...others]));
}
