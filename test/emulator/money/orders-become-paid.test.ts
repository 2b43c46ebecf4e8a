import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { gatewayOf } from '../../../lambda/gateways/index.ts';
import { referenceOf } from '../../../lambda/shared/orders/order-reference.ts';
import { runWith } from '../../lambda/fakes/support.ts';
import { accountOf, payment } from '../../lambda/gateways/support/accounts.ts';
import { price } from './support/functions.ts';
import type { MoneyShop, Placed } from './support/money-shop.ts';
import { endOf, stories } from './support/stories.ts';
import {
  adyenItems,
  braintreeSale,
  checkoutEvent,
  mercadoBody,
  mercadoPayment,
  molliePayment,
  paystackEvent,
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

describe('a card of which no webhook tells becomes paid', () => {
  const sales = '/merchants/merchantId_a/transactions';

  /** Has a shopper pay with a card of Braintree's script, to which it answers with a sale in a state. */
  async function sell(checkout: string, status: string): Promise<Placed> {
    shop.gateways.knows(sales, braintreeSale(referenceOf(checkout), status));
    return shop.place('braintree', { checkout, token: 'tokencc_bf_123' });
  }

  test('by what Braintree answers to the sale, and the same cart charges it no second time', async () => {
    const checkout = randomUUID();
    const placed = await sell(checkout, 'submitted_for_settlement');
    await shop.settle();
    expect(await end(placed)).toEqual(paid);
    shop.wait(6);
    const again = await sell(checkout, 'submitted_for_settlement');
    await shop.settle();
    expect(again.reference).toBe(placed.reference);
    expect(shop.gateways.requestsTo(sales)).toHaveLength(1);
    expect(await end(placed)).toEqual(paid);
  });

  test('by what Braintree answers when it is asked about an authorised sale', async () => {
    const placed = await sell(randomUUID(), 'authorized');
    await shop.settle();
    expect(await end(placed)).toEqual(['authorised', 0, 0, 0]);
    shop.gateways.knows(`${sales}/bt${placed.reference}`, braintreeSale(placed.reference, 'settled'));
    shop.wait(25 * 60);
    await shop.reconcile();
    expect(await end(placed)).toEqual(paid);
  });

  test('by what Authorize.Net answers when it is asked about a card that it took', async () => {
    const path = '/xml/v1/request.api';
    shop.gateways.knows(path, { transactionResponse: { responseCode: '1', transId: '60020981676' } });
    const placed = await shop.place('authorizenet', { token: 'eyJjb2RlIjoiNTBf' });
    shop.gateways.knows(path, {
      transaction: {
        transId: '60020981676',
        transactionType: 'authCaptureTransaction',
        transactionStatus: 'settledSuccessfully',
        authAmount: 42.5,
        order: { invoiceNumber: placed.reference },
      },
    });
    shop.wait(61);
    await shop.reconcile();
    expect(await end(placed)).toMatchObject(['paid', 4250, 0, 0]);
  });
});

describe('only what was received counts as paid', () => {
  test('of a payment of Stripe that was captured in part', async () => {
    const placed = await shop.place('stripe');
    await shop.deliver(
      'stripe',
      stripeEvent('payment_intent.succeeded', stripeIntent(placed.reference, { amount_received: 100 })),
    );
    await shop.settle();
    expect(await end(placed)).toEqual(['paid', 100, 0, 0, 'amount_mismatch']);
  });

  test('of a payment of Checkout.com of which one capture is missing', async () => {
    const placed = await shop.place('checkoutcom');
    const about = { id: `pay_${placed.reference}`, reference: placed.reference };
    await shop.deliver('checkoutcom', checkoutEvent('payment_approved', about));
    await shop.deliver(
      'checkoutcom',
      checkoutEvent('payment_captured', { ...about, action_id: 'act_1', amount: 1000 }),
    );
    await shop.settle();
    expect(await end(placed)).toEqual(['paid', 1000, 0, 0, 'amount_mismatch']);
    await shop.deliver(
      'checkoutcom',
      checkoutEvent('payment_captured', { ...about, action_id: 'act_2', amount: 3250 }),
    );
    await shop.settle();
    expect(await end(placed)).toEqual(paid);
  });

  test('of a payment of Mollie, and of a charge of Paystack', async () => {
    const [ofMollie, ofPaystack] = [await shop.place('mollie'), await shop.place('paystack')];
    const amountCaptured = { value: '30.00', currency: 'EUR' };
    shop.gateways.knows(
      '/v2/payments/tr_part',
      molliePayment('tr_part', ofMollie.reference, 'paid', { amountCaptured }),
    );
    await shop.hint('mollie', { body: 'id=tr_part' });
    const reference = `${ofPaystack.reference}.1`;
    await shop.deliver(
      'paystack',
      paystackEvent('charge.success', { reference, amount: 1000, requested_amount: 4250 }),
    );
    await shop.settle();
    expect(await end(ofMollie)).toEqual(['paid', 3000, 0, 0, 'amount_mismatch']);
    expect(await end(ofPaystack)).toEqual(['paid', 1000, 0, 0, 'amount_mismatch']);
  });
});

describe('an event that only points to its object pays an order', () => {
  const thin = (type: string, resource: string, id: string) => ({
    id: `evt_thin_${type}_${id}`,
    object: 'v2.core.event',
    type: `v1.${type}`,
    livemode: true,
    related_object: { id, type: resource, url: `/v1/${resource}s/${id}` },
  });

  test('where it is about a payment', async () => {
    const placed = await shop.place('stripe');
    shop.gateways.knows('/v1/payment_intents/pi_thin', {
      ...stripeIntent(placed.reference),
      id: 'pi_thin',
      currency: 'eur',
      status: 'succeeded',
    });
    expect(await shop.deliver('stripe', thin('payment_intent.succeeded', 'payment_intent', 'pi_thin'))).toBe(
      200,
    );
    await shop.settle();
    expect(await end(placed)).toEqual(paid);
  });

  test('where its object decides what it means', async () => {
    const placed = await shop.place('stripe');
    const session = {
      id: 'cs_thin',
      client_reference_id: placed.reference,
      payment_intent: 'pi_of_cs',
      currency: 'eur',
    };
    shop.gateways.knows('/v1/checkout/sessions/cs_thin', {
      ...session,
      amount_total: 4250,
      payment_status: 'paid',
    });
    await shop.deliver('stripe', thin('checkout.session.completed', 'checkout.session', 'cs_thin'));
    await shop.settle();
    expect(await end(placed)).toEqual(paid);
    expect(shop.counted()).not.toContain('EventKindUnknown');
  });

  test('once Stripe, which did not know it at first, does', async () => {
    const placed = await shop.place('stripe');
    await shop.deliver('stripe', thin('payment_intent.succeeded', 'payment_intent', 'pi_late'));
    expect(await shop.settle()).toBe(1);
    shop.gateways.knows('/v1/payment_intents/pi_late', {
      ...stripeIntent(placed.reference),
      id: 'pi_late',
      currency: 'eur',
    });
    await shop.settle();
    expect(await end(placed)).toEqual(paid);
  });
});

describe('a gateway that cannot be believed is asked', () => {
  test('Mercado Pago for webhooks, which are signed', async () => {
    const placed = await shop.place('mercadopago');
    const preference = JSON.parse(shop.gateways.requestsTo('/checkout/preferences').at(-1)?.body ?? '{}');
    expect(preference.notification_url).toMatch(/\/callbacks\/mercadopago\?source_news=webhooks$/);
    shop.gateways.knows('/v1/payments/123', mercadoPayment(placed.reference, 'approved'));
    expect(await shop.deliver('mercadopago', mercadoBody())).toBe(200);
    await shop.settle();
    expect(await end(placed)).toEqual(paid);
  });

  test('Mercado Pago about a payment of its older notifications, which nobody signs', async () => {
    const placed = await shop.place('mercadopago');
    shop.gateways.knows('/v1/payments/456', { ...mercadoPayment(placed.reference, 'approved'), id: 456 });
    expect(await shop.hint('mercadopago', { query: 'topic=payment&id=456' })).toBe(200);
    await shop.settle();
    expect(await end(placed)).toEqual(paid);
    expect(shop.counted()).not.toContain('CallbackRefused');
  });

  test('Mollie about a payment, and what somebody else says of it counts for nothing', async () => {
    const placed = await shop.place('mollie');
    shop.gateways.knows('/v2/payments/tr_open', molliePayment('tr_open', placed.reference, 'open'));
    expect(await shop.hint('mollie', { body: `id=tr_open&status=paid` })).toBe(200);
    await shop.settle();
    expect(await end(placed)).toEqual(['open', 0, 0, 0]);
  });
});

describe("PayPal's money is taken only for an order that is there, untaken and of that amount", () => {
  const captures = () => shop.paypal.requests.filter(({ path }) => path.endsWith('/capture')).length;

  /** Has the shopper approve PayPal's latest order, and tells the shop. */
  async function approve(): Promise<void> {
    shop.paypal.approve();
    await shop.post('paypal', shop.paypal.callbackFor('CHECKOUT.ORDER.APPROVED', { at: shop.now() }));
    await shop.settle();
  }

  test('for an order that fits', async () => {
    const placed = await shop.place('paypal');
    const before = captures();
    await approve();
    expect([captures() - before, await end(placed)]).toEqual([1, paid]);
  });

  test('not for one that was paid by Stripe by then', async () => {
    const placed = await shop.place('paypal');
    await shop.place('stripe', { checkout: placed.checkout });
    const intent = stripeIntent(placed.reference);
    await shop.deliver('stripe', stripeEvent('payment_intent.succeeded', intent));
    await shop.settle();
    const before = captures();
    await approve();
    expect([captures() - before, await end(placed)]).toEqual([0, paid]);
  });

  test('not for one that was refunded by then', async () => {
    const placed = await shop.place('paypal');
    await shop.place('stripe', { checkout: placed.checkout });
    const intent = stripeIntent(placed.reference);
    const charge = {
      id: 'ch',
      payment_intent: `pi_${placed.reference}`,
      amount_refunded: price,
      refunded: true,
    };
    await shop.deliver('stripe', stripeEvent('payment_intent.succeeded', intent));
    const metadata = { order_reference: placed.reference };
    await shop.deliver('stripe', stripeEvent('charge.refunded', { ...charge, metadata }));
    await shop.settle();
    const before = captures();
    await approve();
    expect([captures() - before, await end(placed)]).toEqual([0, ['refunded', 4250, 4250, 0]]);
  });

  test('not for one that costs something else since', async () => {
    const placed = await shop.place('paypal');
    await shop.place('stripe', { checkout: placed.checkout, quantity: 2 });
    const before = captures();
    await approve();
    expect([captures() - before, await end(placed)]).toEqual([0, ['open', 0, 0, 0]]);
  });

  test('not for one of another shop on the account', async () => {
    const foreign = { ...payment, orderReference: 'ozzzzzzzzzzzzzzzzzzz' };
    await runWith(shop.paypal, gatewayOf('paypal').session(foreign, accountOf('paypal')));
    const before = captures();
    await approve();
    expect([captures() - before, shop.counted().includes('PaymentWithoutOrder')]).toEqual([0, false]);
  });
});

test('Adyen captures what is paid on its page without another word', async () => {
  const placed = await shop.place('adyen');
  await shop.deliver(
    'adyen',
    adyenItems({ eventCode: 'AUTHORISATION', pspReference: 'P1', merchantReference: placed.reference }),
  );
  await shop.settle();
  expect(await end(placed)).toEqual(paid);
});
