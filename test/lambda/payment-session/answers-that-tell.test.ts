import { expect, test } from '@jest/globals';
import { createApplyToOrder } from '../../../lambda/order-worker/apply-to-order.ts';
import { keyOf } from '../../../lambda/shared/orders/inbound-event.ts';
import { accountOf } from '../gateways/support/accounts.ts';
import { hear, memoryPayments } from '../order-worker/support.ts';
import { lenient } from '../shared/orders/support/orders.ts';
import { formEvent, jsonEvent, reference, type ShopChanges, shopWith } from './support/shop.ts';

const withCard = jsonEvent({ gateway: 'braintree', card: { token: 'fake-valid-nonce' } });

/** A shop that takes cards in fields of Braintree, whose sales end with a status. */
function braintreeShop(status: string, changes: ShopChanges = {}) {
  const transaction = [
    '<id>tx1</id>',
    `<status>${status}</status>`,
    '<amount>142.00</amount>',
    '<currency-iso-code>EUR</currency-iso-code>',
    `<order-id>${reference}</order-id>`,
  ];
  return shopWith({
    accounts: [accountOf('braintree', { integration: 'fields' })],
    answers: () => ({ status: 201, body: `<transaction>${transaction.join('')}</transaction>` }),
    ...changes,
  });
}

type Shop = ReturnType<typeof braintreeShop>;

/** Has the order worker do what the shop wrote down; gives the order's state. */
async function stateAfterwards({ recorded, orders, clock, order }: Shop): Promise<string> {
  const now = () => new Date(clock.time);
  const apply = createApplyToOrder({
    orders,
    payments: memoryPayments().index,
    policy: lenient,
    now,
    log: hear().log,
  });
  for (const inbound of recorded) {
    if (inbound.kind !== 'verified') throw new Error('the answer to a sale needs no asking');
    const { gateway, event } = inbound;
    await apply({ key: keyOf(inbound), gateway, event }, now());
  }
  return order().state;
}

test.each([
  ['submitted_for_settlement', 'paid', 'paid'],
  ['settling', 'paid', 'paid'],
  ['settled', 'paid', 'paid'],
  ['authorized', 'authorised', 'authorised'],
  ['settlement_pending', 'open', 'pending'],
])(
  'a sale that Braintree answers with %s makes the order %s, without any webhook',
  async (status, state, outcome) => {
    const shop = braintreeShop(status);
    expect(JSON.parse((await shop.post(withCard)).body).outcome).toBe(outcome);
    expect(await stateAfterwards(shop)).toBe(state);
  },
);

test('the same card is not charged again after six minutes, because the order is paid', async () => {
  const shop = braintreeShop('submitted_for_settlement');
  await shop.post(withCard);
  await stateAfterwards(shop);
  shop.clock.time += 6 * 60_000;
  const answer = await shop.post(jsonEvent({ gateway: 'braintree', card: { token: 'another-nonce' } }));
  expect(JSON.parse(answer.body)).toMatchObject({ outcome: 'redirect' });
  expect(shop.requests).toHaveLength(1);
});

test('a card that Mercado Pago refuses is declined, thanked by nobody, and another one is charged at once', async () => {
  const answers = [
    { id: 77, status: 'rejected', status_detail: 'cc_rejected_other_reason' },
    {
      id: 78,
      status: 'approved',
      transaction_amount: 142,
      currency_id: 'EUR',
      external_reference: reference,
    },
  ];
  const shop = shopWith({
    accounts: [accountOf('mercadopago', { integration: 'fields', threeDSecure: 'inline' })],
    answers: () => ({ status: 201, body: JSON.stringify(answers.shift()) }),
  });
  const pay = async (token: string) => {
    const { statusCode, body } = await shop.post(
      jsonEvent({ gateway: 'mercadopago', card: { token, brand: 'visa' } }),
    );
    return [statusCode, JSON.parse(body).code ?? JSON.parse(body).outcome];
  };
  expect(await pay('card-1')).toEqual([402, 'declined']);
  expect(shop.counted()).toEqual([]);
  expect(await pay('card-2')).toEqual([200, 'paid']);
  expect(await stateAfterwards(shop)).toBe('paid');
});

test('after a failure that comes as an event, another card is charged at once', async () => {
  const answers = [
    { id: 77, status: 'in_process' },
    { id: 78, status: 'approved' },
  ];
  const shop = shopWith({
    accounts: [accountOf('mercadopago', { integration: 'fields', threeDSecure: 'inline' })],
    answers: () => ({ status: 201, body: JSON.stringify(answers.shift()) }),
  });
  const pay = async (token: string) =>
    JSON.parse((await shop.post(jsonEvent({ gateway: 'mercadopago', card: { token, brand: 'visa' } }))).body);
  expect(await pay('card-1')).toMatchObject({ outcome: 'pending' });
  expect(await pay('card-2')).toMatchObject({ code: 'payment_uncertain' });
  shop.recorded.push({
    kind: 'verified',
    gateway: 'mercadopago',
    event: { id: 'e1', type: 'payment', class: 'failed', orderReference: reference, paymentId: '77' },
  });
  expect(await stateAfterwards(shop)).toBe('failed');
  expect(await pay('card-2')).toMatchObject({ outcome: 'paid' });
});

test('whoever clicks again after having paid at PayPal is thanked, and not told that nothing was paid', async () => {
  const shop = shopWith({
    accounts: [accountOf('paypal')],
    answers: ({ url }) => ({
      status: 200,
      body: url.endsWith('/token') ? '{"access_token":"t"}' : '{"id":"O1","status":"COMPLETED","links":[]}',
    }),
  });
  const answer = await shop.post(formEvent({ gateway: 'paypal' }));
  expect([answer.statusCode, answer.multiValueHeaders['location']]).toEqual([
    303,
    ['https://shop.example/checkout/done/'],
  ]);
  expect(shop.order().attempt.inquiry).toEqual({ resource: 'order', id: 'O1' });
});

test('a second click whose session is over gets a session of its own', async () => {
  const intents = [
    { id: 'pi_1', client_secret: 's1' },
    { id: 'pi_1', client_secret: 's1', status: 'canceled' },
    { id: 'pi_2', client_secret: 's2' },
  ];
  const shop = shopWith({
    accounts: [accountOf('stripe', { integration: 'fields' })],
    answers: () => ({ status: 200, body: JSON.stringify(intents.shift()) }),
  });
  await shop.post(jsonEvent({ gateway: 'stripe' }));
  const again = JSON.parse((await shop.post(jsonEvent({ gateway: 'stripe' }))).body);
  expect(again).toMatchObject({ outcome: 'page', data: { clientSecret: 's2' } });
  expect(shop.order().attempt.number).toBe(2);
});

test('a sale whose answer cannot be written down is uncertain, and alarms', async () => {
  const shop = braintreeShop('settled', { record: () => Promise.reject(new Error('no table')) });
  expect(JSON.parse((await shop.post(withCard)).body).code).toBe('payment_uncertain');
  expect(shop.counted()).toContain('SessionFailed');
  expect(shop.order().attempt.mayHaveCharged).toBe(true);
});
