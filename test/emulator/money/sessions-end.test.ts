import { beforeAll, describe, expect, test } from '@jest/globals';
import { secretOf } from '../../lambda/gateways/support/accounts.ts';
import { signed } from '../../lambda/gateways/support/signers.ts';
import type { MoneyShop } from './support/money-shop.ts';
import { endOf, stories } from './support/stories.ts';
import {
  authorizeEvent,
  braintreeSale,
  braintreeXml,
  molliePayment,
  squareEvent,
  squareMoney,
  stripeEvent,
  stripeIntent,
} from './support/told.ts';

// From the checkout through the callback, the outbox, the queue and the order worker, with the emulator in the place of AWS.
const { open } = stories();
let shop: MoneyShop;
beforeAll(async () => {
  shop = await open({ authorizenet: 'fields' });
});

const end = async (placed: { readonly reference: string }) => endOf(await shop.orderOf(placed));
const paid = ['paid', 4250, 0, 0];

describe('a session does not outlive its order', () => {
  test.each([
    ['stripe', '/v1/checkout/sessions', /expires_at=\d{10}/],
    ['razorpay', '/v1/payment_links', /"expire_by":\d{10}/],
    ['mercadopago', '/checkout/preferences', /"expiration_date_to":"\d{4}-/],
    ['adyen', '/checkout/v72/paymentLinks', /"expiresAt":"\d{4}-/],
  ])('%s is told when it ends', async (gateway, path, form) => {
    await shop.place(gateway);
    expect(shop.gateways.requestsTo(path).at(-1)?.body).toMatch(form);
  });

  test.each([
    ['stripe', '/v1/checkout/sessions/cs_', '/expire'],
    ['razorpay', '/v1/payment_links/plink_', '/cancel'],
    ['square', '/v2/online-checkout/payment-links/LINK', ''],
    ['mollie', '/v2/payments/tr_', ''],
  ])('the one of %s is ended when a newer one is made', async (gateway, start, ending) => {
    const placed = await shop.place(gateway);
    const before = shop.gateways.requestsTo(start).length;
    await shop.place(gateway, { checkout: placed.checkout, quantity: 2 });
    const ended = shop.gateways.requestsTo(start).slice(before);
    expect(ended.map(({ path }) => path.endsWith(ending))).toEqual([true]);
  });

  test('and a payment of the older one that comes late finds its order, and waits for a person', async () => {
    const placed = await shop.place('stripe');
    await shop.place('stripe', { checkout: placed.checkout, quantity: 2 });
    shop.wait(3 * 24 * 60);
    await shop.deliver('stripe', stripeEvent('payment_intent.succeeded', stripeIntent(placed.reference)));
    await shop.settle();
    expect(await end(placed)).toEqual(['paid', 4250, 0, 0, 'amount_mismatch']);
  });
});

describe('what is genuine and unusual is read', () => {
  test('an order of PayPal with a declined and a completed capture is paid', async () => {
    const placed = await shop.place('paypal');
    const amount = { currency_code: 'EUR', value: '42.50' };
    shop.paypal.approve();
    await shop.post('paypal', shop.paypal.callbackFor('CHECKOUT.ORDER.APPROVED', { at: shop.now() }));
    await shop.settle();
    const declined = { id: 'DECLINED', status: 'DECLINED', amount, custom_id: placed.reference };
    await shop.post(
      'paypal',
      shop.paypal.callbackFor('PAYMENT.CAPTURE.DECLINED', { at: shop.now(), change: declined }),
    );
    await shop.settle();
    expect(await end(placed)).toEqual(paid);
  });

  test('a refund of Authorize.Net without the number of the invoice finds its order', async () => {
    const placed = await shop.place('authorizenet', { token: 'eyJjb2RlIjoiNTBf' });
    await shop.deliver(
      'authorizenet',
      authorizeEvent('authcapture.created', { id: '60020981676', invoiceNumber: placed.reference }),
    );
    shop.gateways.knows('60020981700', {
      transaction: {
        transId: '60020981700',
        refTransId: '60020981676',
        transactionType: 'refundTransaction',
        settleAmount: 42.5,
        order: {},
      },
    });
    await shop.deliver('authorizenet', authorizeEvent('refund.created', { id: '60020981700' }));
    await shop.settle();
    expect(await end(placed)).toEqual(['refunded', 4250, 4250, 0]);
  });

  test('two signatures of Mollie that somebody on the way has joined are two', async () => {
    const placed = await shop.place('mollie');
    const event = {
      resource: 'event',
      id: 'event_joined',
      type: 'payment.paid',
      entityId: 'tr_joined',
      createdAt: '2026-01-01T00:00:00Z',
      _embedded: { entity: molliePayment('tr_joined', placed.reference, 'paid') },
    };
    const { body, headers } = signed('mollie', event, secretOf('mollie'));
    const signature = headers.get('x-mollie-signature')?.[0] ?? '';
    const joined = ['x-mollie-signature', `sha256=${'0'.repeat(64)}, ${signature}`] as const;
    expect(await shop.post('mollie', { query: '', headers: [joined], body })).toBe(200);
    await shop.settle();
    expect(await end(placed)).toEqual(paid);
  });

  test('a signature of Braintree that is a megabyte of borders is refused before it is taken apart', async () => {
    const body = Buffer.from(`bt_payload=eA%3D%3D&bt_signature=${'%26'.repeat(300_000)}`);
    expect(await shop.post('braintree', { query: '', headers: [], body })).toBe(401);
  });

  // Nothing of a gateway's token is the shop's to judge, unless it is a card's number.
  test.each([
    [
      'authorizenet',
      'eyJjb2RlIjoiNTBfMl8wNjAwMDUyN0JEODE4RjQxOUEyRjhGQkIxMkY0MzdGQjAxQUIwRTY2NjhFNEFCN0VENzE4',
    ],
    ['authorizenet', `eyJ0b2tlbiI6Ijk0MTExMTExMTExMTExMTEi${'0123456789'.repeat(8)}`],
    ['braintree', 'tokencc_bf_5kq3zc_26wg9m_8dn3t7_4kq9rd_xx5'],
  ])('a token of %s is handed on: %s', async (gateway, token) => {
    const before = shop.gateways.requests.length;
    await shop.place(gateway, { token });
    expect(shop.gateways.requests.slice(before).some(({ body }) => body.includes(token))).toBe(true);
  });

  test('a settled sale of Braintree and a payment of Square are told twice, and count once', async () => {
    const [one, other] = [await shop.place('square'), await shop.place('square')];
    const settled = braintreeXml('transaction_settled', braintreeSale(one.reference, 'settled'));
    const payment = {
      id: `S${other.reference}`,
      status: 'COMPLETED',
      total_money: squareMoney(),
      note: other.reference,
    };
    for (const again of [1, 2]) {
      await shop.deliver('braintree', settled);
      await shop.deliver(
        'square',
        squareEvent('payment.updated', { payment: { ...payment, version: again } }),
      );
    }
    await shop.settle();
    expect([await end(one), await end(other)]).toEqual([paid, paid]);
  });
});
