import { createHash, createHmac } from 'node:crypto';
import type { Order, OrderState, ReviewReason } from '../../../lambda/shared/orders/order.ts';
import { openOrder } from '../../lambda/shared/orders/support/orders.ts';
import type { Callback } from '../support/payments-shop.ts';

/** What an order has to have become, by a ledger that knows nothing of the shop's code. */
export interface Expected {
  readonly state: OrderState;
  readonly capturedMinor: number;
  readonly refundedMinor: number;
  readonly disputedMinor: number;
  readonly reviewReasons: readonly ReviewReason[];
}

/** An order, what Stripe tells of it, and what that comes to. */
export interface Story {
  readonly order: Order;
  readonly events: readonly StripeEvent[];
  readonly expected: Expected;
}

interface StripeEvent {
  readonly id: string;
  readonly type: string;
  readonly livemode: true;
  readonly created: number;
  readonly data: { readonly object: Readonly<Record<string, unknown>> };
}

const consonants = 'bcdfghjklmnpqrstvwxz';

/** The story of an order with a number; every seventh order has the same fate. */
export function storyOf(number: number, now: Date): Story {
  const amount = 1000 + (number % 977);
  const reference = referenceOf(number);
  const order = {
    ...openOrder,
    reference,
    number: `K${String(number).padStart(7, '0')}`.replace(/^(.{4})/, '$1-'),
    amountMinor: amount,
    lines: [{ slug: 'scarf', title: 'Scarf', quantity: 1, priceMinor: amount }],
    stateSince: now.toISOString(),
    createdAt: now.toISOString(),
    attempt: { ...openOrder.attempt, startedAt: now.toISOString() },
  };
  const fate = fates[number % fates.length] as Fate;
  const told = fate(teller(number, reference, amount, now));
  const { events, ...sums } = {
    state: 'paid' as const,
    refundedMinor: 0,
    disputedMinor: 0,
    reviewReasons: [],
    ...told,
  };
  return { order, events, expected: { capturedMinor: sums.state === 'failed' ? 0 : amount, ...sums } };
}

function referenceOf(number: number): string {
  const digest = createHash('sha256').update(String(number)).digest();
  return `o${[...digest.subarray(0, 19)].map((byte) => consonants[byte % consonants.length]).join('')}`;
}

interface Teller {
  readonly amount: number;
  readonly tell: (type: string, object: Readonly<Record<string, unknown>>) => StripeEvent;
  readonly paid: () => readonly StripeEvent[];
  readonly dispute: (type: string, status: string) => StripeEvent;
}

function teller(number: number, reference: string, amount: number, now: Date): Teller {
  let count = 0;
  const metadata = { order_reference: reference };
  const intent = `pi_${number}`;
  const tell: Teller['tell'] = (type, object) => {
    count += 1;
    const created = Math.floor(now.getTime() / 1000) + count;
    return {
      id: `evt_${number}_${count}`,
      type,
      livemode: true,
      created,
      data: { object: { currency: 'eur', ...object } },
    };
  };
  const charge = { id: `ch_${number}`, payment_intent: intent, amount, captured: true, metadata };
  return {
    amount,
    tell: (type, object) =>
      tell(type, { ...(type.startsWith('charge.') ? charge : { id: intent, amount, metadata }), ...object }),
    paid: () => [
      tell('payment_intent.succeeded', { id: intent, amount, amount_received: amount, metadata }),
      tell('charge.succeeded', { ...charge, amount_captured: amount }),
      tell('checkout.session.completed', {
        id: `cs_${number}`,
        payment_intent: intent,
        payment_status: 'paid',
        amount_total: amount,
        client_reference_id: reference,
      }),
    ],
    dispute: (type, status) =>
      tell(type, { id: `dp_${number}`, amount, payment_intent: intent, status, metadata: {} }),
  };
}

type Told = { readonly events: readonly StripeEvent[] } & Partial<Omit<Expected, 'capturedMinor'>>;
type Fate = (teller: Teller) => Told;

const fates: readonly Fate[] = [
  ({ paid }) => ({ events: paid() }),
  ({ paid, tell, amount }) => ({
    events: [...paid(), tell('charge.refunded', { amount_refunded: amount })],
    state: 'refunded',
    refundedMinor: amount,
  }),
  ({ paid, tell }) => ({
    events: [...paid(), tell('charge.refunded', { amount_refunded: 300 })],
    refundedMinor: 300,
    reviewReasons: ['partly_refunded'],
  }),
  ({ tell }) => ({ events: [tell('payment_intent.payment_failed', {})], state: 'failed' }),
  ({ paid, tell }) => ({ events: [tell('payment_intent.payment_failed', {}), ...paid()] }),
  ({ paid, dispute, amount }) => ({
    events: [...paid(), dispute('charge.dispute.created', 'needs_response')],
    state: 'disputed',
    disputedMinor: amount,
  }),
  ({ paid, dispute }) => ({
    events: [
      ...paid(),
      dispute('charge.dispute.created', 'needs_response'),
      dispute('charge.dispute.closed', 'won'),
    ],
  }),
];

/** The callback by which Stripe tells of an event, signed at a time as https://docs.stripe.com/webhooks says. */
export function signedCallback(event: object, signingSecret: string, at: Date): Callback {
  const body = JSON.stringify(event);
  const time = Math.floor(at.getTime() / 1000);
  const signature = createHmac('sha256', signingSecret).update(`${time}.${body}`).digest('hex');
  return {
    path: '/callbacks/stripe',
    headers: { 'content-type': 'application/json', 'stripe-signature': `t=${time},v1=${signature}` },
    body,
  };
}
