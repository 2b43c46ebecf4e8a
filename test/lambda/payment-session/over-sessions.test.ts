import { expect, test } from '@jest/globals';
import { paystack } from '../../../lambda/gateways/paystack.ts';
import { razorpay } from '../../../lambda/gateways/razorpay.ts';
import { createAdvanceOrder } from '../../../lambda/order-worker/advance-order.ts';
import { NoAnswerError } from '../../../lambda/shared/http/ask.ts';
import { accountOf, secretOf } from '../gateways/support/accounts.ts';
import { signed } from '../gateways/support/signers.ts';
import { hear } from '../order-worker/support.ts';
import { keyed, lenient } from '../shared/orders/support/orders.ts';
import { jsonEvent, reference, shopWith } from './support/shop.ts';

const answered = {
  data: { authorization_url: 'https://checkout.paystack.com/x', access_code: 'ac_1' },
  id: 'order_1',
};
const gateways = {
  paystack: {
    adapter: paystack,
    integration: 'redirect',
    /** What the gateway tells of a payment that was made on the page of an attempt. */
    told: (attempt: number, amount: number, at: Date) => ({
      event: 'charge.success',
      data: {
        ...{ id: attempt, reference: `${reference}.${attempt}`, amount, currency: 'EUR', domain: 'live' },
        paid_at: at.toISOString(),
      },
    }),
  },
  razorpay: {
    adapter: razorpay,
    integration: 'iframe',
    told: (attempt: number, amount: number, at: Date) => ({
      event: 'order.paid',
      created_at: at.getTime() / 1000,
      payload: {
        payment: { entity: { id: 'pay_1', amount, currency: 'EUR', order_id: 'order_1' } },
        order: {
          entity: { id: 'order_1', receipt: `${reference}.${attempt}`, amount_paid: amount, currency: 'EUR' },
        },
      },
    }),
  },
} as const;
type Name = keyof typeof gateways;

const smaller = { items: [{ slug: 'ash-vase', quantity: 1 }] };
const otherCity = { city: 'Lyon' };
const hour = 60 * 60 * 1000;

/** A shopper who goes to the gateway, back, and there anew with something changed, and pays on the page of an attempt. */
async function paidOn(name: Name, attempt: number, change: Readonly<Record<string, unknown>>, hours: number) {
  const { adapter, integration, told } = gateways[name];
  const shop = shopWith({
    accounts: [accountOf(name, { integration })],
    answers: () => ({ status: 200, body: JSON.stringify(answered) }),
  });
  await shop.post(jsonEvent({ gateway: name }));
  const { amountMinor } = shop.order();
  await shop.post(jsonEvent({ gateway: name, ...change }));
  const at = new Date(shop.clock.time + hours * hour);
  const delivery = signed(name, told(attempt, amountMinor, at), secretOf(name));
  const receipt = adapter.receive(delivery, accountOf(name), at);
  if (receipt.result !== 'authentic') throw new Error(`the delivery is ${receipt.result}`);
  const advance = createAdvanceOrder({ orders: shop.orders, policy: lenient, log: hear().log });
  for (const event of receipt.events) {
    const stored = await shop.orders.find(reference);
    if (stored) await advance(stored, keyed(event, name));
  }
  return shop.order();
}

test.each(['paystack', 'razorpay'] as const)(
  '%s: money for a session of before the cart changed is in, and waits for a person',
  async (name) => {
    const order = await paidOn(name, 1, smaller, 0);
    expect(order).toMatchObject({ state: 'paid', unchangedSince: 2 });
    expect(order.reviewReasons).toEqual(['amount_mismatch', 'session_over']);
  },
);

test.each(['paystack', 'razorpay'] as const)(
  '%s: money for an earlier session of the same cart pays for the order',
  async (name) => {
    expect(await paidOn(name, 1, otherCity, 0)).toMatchObject({ state: 'paid', reviewReasons: [] });
  },
);

test.each(['paystack', 'razorpay'] as const)(
  '%s: money that comes more than a day after the session was over waits for a person',
  async (name) => {
    expect(await paidOn(name, 2, otherCity, 24)).toMatchObject({ state: 'paid', reviewReasons: [] });
    expect(await paidOn(name, 2, otherCity, 26)).toMatchObject({
      state: 'paid',
      reviewReasons: ['session_over'],
    });
  },
);

test.each([
  ['authorizenet', { resource: 'invoice', id: reference }],
  ['mercadopago', { resource: 'reference', id: reference }],
])(
  '%s can be asked about a card of which the answer was lost, by the reference of the shop',
  async (name, inquiry) => {
    const shop = shopWith({
      accounts: [accountOf(name, { integration: 'fields' })],
      answers: () => new NoAnswerError('timeout'),
    });
    const card = { token: 'card-token', brand: 'visa' };
    expect((await shop.post(jsonEvent({ gateway: name, card }))).statusCode).toBe(502);
    expect(shop.order().attempt).toMatchObject({ mayHaveCharged: true, inquiry });
  },
);

const named: readonly (readonly [
  name: string,
  integration: 'redirect' | 'iframe' | 'fields',
  body: object,
])[] = [
  ['checkoutcom', 'redirect', { _links: { redirect: { href: 'https://pay.checkout.com/page/hpp_1' } } }],
  ['checkoutcom', 'fields', { id: 'ps_1' }],
  ['paystack', 'redirect', answered],
  ['paystack', 'iframe', answered],
  ['razorpay', 'redirect', { id: 'plink_1', short_url: 'https://rzp.io/i/x' }],
  ['razorpay', 'iframe', { id: 'order_1' }],
  ['square', 'redirect', { payment_link: { id: 'L1', order_id: 'O1', url: 'https://square.link/u/1' } }],
  ['authorizenet', 'redirect', { token: 'T' }],
  ['adyen', 'redirect', { id: 'PL1', url: 'https://eu.adyen.link/PL1' }],
];

test.each(named)(
  'what %s has made for %s is stored with a name by which it can be asked',
  async (name, integration, body) => {
    const shop = shopWith({
      accounts: [accountOf(name, { integration })],
      answers: () => ({ status: 200, body: JSON.stringify(body) }),
    });
    await shop.post(jsonEvent({ gateway: name }));
    expect(shop.order().attempt.inquiry).toBeDefined();
  },
);

test("a session for Adyen's script is stored as one of which Adyen tells nobody", async () => {
  const shop = shopWith({
    accounts: [accountOf('adyen', { integration: 'fields' })],
    answers: () => ({ status: 201, body: '{"id":"CS1","sessionData":"data"}' }),
  });
  await shop.post(jsonEvent({ gateway: 'adyen' }));
  expect(shop.order().attempt).toMatchObject({ isMute: true });
  expect(shop.order().attempt.inquiry).toBeUndefined();
});
