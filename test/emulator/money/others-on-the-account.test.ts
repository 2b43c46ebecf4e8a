import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { MoneyShop } from './support/money-shop.ts';
import { endOf, stories } from './support/stories.ts';
import {
  adyenItems,
  authorizeEvent,
  braintreeXml,
  checkoutEvent,
  mercadoBody,
  paystackEvent,
  razorpayEvent,
  squareEvent,
  squareMoney,
  stripeEvent,
} from './support/told.ts';

// From the callback through the outbox, the queue and the order worker, with the emulator in the place of AWS.
const { open } = stories();
let shop: MoneyShop;
beforeAll(async () => {
  shop = await open();
});
beforeEach(() => {
  shop.counted();
});

/** Metrics that have an alarm which a payment of somebody else must not set off. */
const alarms = () =>
  shop
    .counted()
    .filter((metric) =>
      ['PaymentWithoutOrder', 'CallbackRefused', 'EventUnconfirmed', 'EventKindUnknown'].includes(metric),
    );

describe("one odd item keeps nothing of the gateway's queue from the shop", () => {
  const authorised = (reference: string) => ({
    eventCode: 'AUTHORISATION',
    pspReference: `P${reference}`,
    merchantReference: reference,
  });

  test.each([
    [
      'a report whose name has a colon',
      { eventCode: 'REPORT_AVAILABLE', pspReference: 'report_2026-01-01T00:00.csv', merchantReference: '' },
    ],
    [
      'a reference that has a colon',
      { eventCode: 'AUTHORISATION', pspReference: 'P9', merchantReference: 'till:4' },
    ],
    [
      'a payment of another merchant account',
      {
        eventCode: 'AUTHORISATION',
        pspReference: 'P8',
        merchantReference: 'x',
        merchantAccountCode: 'Other',
      },
    ],
    ['a kind that is in no table', { eventCode: 'UNHEARD_OF', pspReference: 'P7', merchantReference: '' }],
  ])('of Adyen: %s', async (_, odd) => {
    const placed = await shop.place('adyen');
    expect(await shop.deliver('adyen', adyenItems(odd))).toBe(200);
    expect(await shop.deliver('adyen', adyenItems(odd, authorised(placed.reference)))).toBe(200);
    await shop.settle();
    expect(endOf(await shop.orderOf(placed))).toEqual(['paid', 4250, 0, 0]);
  });

  test.each<[string, object | string]>([
    ['stripe', { id: 'evt_odd', type: 'unheard.of', data: {} }],
    [
      'square',
      { event_id: 'odd', type: 'payment.updated', data: { object: { payment: { status: 'UNHEARD_OF' } } } },
    ],
    ['razorpay', { event: 'payment.captured', payload: [] }],
    ['braintree', '<notification><kind>transaction_settled</kind><subject/></notification>'],
  ])('of %s: an event that means nothing is taken', async (gateway, content) => {
    expect(await shop.deliver(gateway, content)).toBe(200);
    expect(await shop.settle()).toBe(0);
  });
});

describe('payments of others on the same account are no alarm', () => {
  const theirs: readonly (readonly [string, string, object | string])[] = [
    [
      'a till of Square',
      'square',
      squareEvent('payment.updated', {
        payment: { id: 'TILL', status: 'COMPLETED', total_money: squareMoney(), note: 'table 4' },
      }),
    ],
    [
      'a subscription of Stripe',
      'stripe',
      stripeEvent('charge.succeeded', {
        id: 'ch_sub',
        payment_intent: 'pi_sub',
        captured: true,
        amount: 990,
        amount_captured: 990,
        metadata: {},
      }),
    ],
    [
      'an invoice of Authorize.Net',
      'authorizenet',
      authorizeEvent('authcapture.created', { id: '77', invoiceNumber: 'INV-77' }),
    ],
    [
      'a link of Razorpay',
      'razorpay',
      razorpayEvent('payment.captured', {
        payment: { id: 'pay_theirs', amount: 990, currency: 'EUR', notes: [] },
      }),
    ],
    [
      'a request of Paystack',
      'paystack',
      paystackEvent('charge.success', { reference: 'TABLE-4', amount: 990, metadata: '' }),
    ],
    [
      'a link of Checkout.com',
      'checkoutcom',
      checkoutEvent('payment_captured', { id: 'pay_theirs', reference: 'TABLE-4' }),
    ],
    [
      'another shop of Adyen',
      'adyen',
      adyenItems({ eventCode: 'AUTHORISATION', pspReference: 'THEIRS', merchantReference: 'TABLE-4' }),
    ],
  ];

  test.each(theirs)('%s is ignored at once', async (_, gateway, content) => {
    expect(await shop.deliver(gateway, content)).toBe(200);
    expect(await shop.settle()).toBe(0);
    expect(alarms()).toEqual([]);
  });

  const about: readonly (readonly [string, string, object | string])[] = [
    [
      'a refund of Stripe',
      'stripe',
      stripeEvent('refund.created', {
        id: 're_sub',
        amount: 990,
        payment_intent: 'pi_sub',
        status: 'succeeded',
      }),
    ],
    [
      'a dispute of Stripe',
      'stripe',
      stripeEvent('charge.dispute.created', {
        id: 'dp_sub',
        amount: 990,
        payment_intent: 'pi_sub',
        status: 'needs_response',
      }),
    ],
    [
      'a refund of a till of Square',
      'square',
      squareEvent('refund.updated', {
        refund: { id: 'RT', payment_id: 'TILL', status: 'COMPLETED', amount_money: squareMoney() },
      }),
    ],
    [
      'a dispute of Braintree',
      'braintree',
      braintreeXml(
        'dispute_opened',
        '<dispute><id>dt</id><amount-disputed>9.90</amount-disputed><currency-iso-code>EUR</currency-iso-code><transaction><id>theirs</id></transaction></dispute>',
      ),
    ],
    [
      'a refund of Razorpay',
      'razorpay',
      razorpayEvent('refund.processed', {
        refund: { id: 'rfnd_t', payment_id: 'pay_theirs', amount: 990, currency: 'EUR' },
        payment: { id: 'pay_theirs', notes: [] },
      }),
    ],
    [
      'a refund of Paystack',
      'paystack',
      paystackEvent('refund.processed', {
        transaction_reference: 'TABLE-4',
        refund_reference: 'T9',
        amount: '990',
      }),
    ],
  ];

  test.each(about)(
    '%s is waited for, and let go before the queue gives it up',
    async (_, gateway, content) => {
      expect(await shop.deliver(gateway, content)).toBe(200);
      expect(await shop.settle()).toBe(1);
      // The queue brings a message again every six minutes, and makes a dead letter of it after ten tries.
      shop.wait(8 * 6);
      expect(await shop.settle()).toBe(0);
      expect(alarms()).toEqual([]);
    },
  );

  test('a payment that bears a reference of ours without an order is counted', async () => {
    await shop.deliver(
      'checkoutcom',
      checkoutEvent('payment_captured', { id: 'pay_lost', reference: 'ozzzzzzzzzzzzzzzzzzz' }),
    );
    expect(await shop.settle()).toBe(0);
    expect(alarms()).toEqual(['PaymentWithoutOrder']);
  });
});

describe('a hint about something else is settled at once', () => {
  test.each<[string, () => Promise<number>]>([
    ['a chargeback of Mollie', () => shop.hint('mollie', { body: 'id=chb_n9z0tp' })],
    ['an order of Mollie', () => shop.hint('mollie', { body: 'id=ord_stTC2W' })],
    [
      'a merchant order of Mercado Pago',
      () => shop.deliver('mercadopago', mercadoBody('topic_merchant_order_wh')),
    ],
    [
      'an invoice of Stripe, by a thin event',
      () =>
        shop.deliver('stripe', {
          id: 'evt_thin_invoice',
          object: 'v2.core.event',
          type: 'v1.invoice.paid',
          livemode: true,
          related_object: { id: 'in_1', type: 'invoice', url: '/v1/invoices/in_1' },
        }),
    ],
  ])('%s', async (_, deliver) => {
    expect(await deliver()).toBe(200);
    expect(await shop.settle()).toBe(0);
  });
});
