import { beforeAll, describe, expect, test } from '@jest/globals';
import type { MoneyShop } from './support/money-shop.ts';
import { endOf, happen, stories } from './support/stories.ts';
import {
  adyenItem,
  authorizeEvent,
  braintreeSale,
  braintreeXml,
  checkoutEvent,
  mercadoBody,
  mercadoPayment,
  molliePayment,
  paystackEvent,
  razorpayEvent,
  squareEvent,
  squareMoney,
  stripeEvent,
  stripeIntent,
} from './support/told.ts';

// From the checkout through the callback, the outbox, the queue and the order worker, with the emulator in the place of AWS.
const { open } = stories();
let shop: MoneyShop;
beforeAll(async () => {
  shop = await open();
});

const paid = ['paid', 4250, 0, 0];
const refunded = ['refunded', 4250, 4250, 0];
describe('an order whose money goes back, or never comes, does not stay paid', () => {
  test.each<[string, string, (reference: string) => readonly (object | string)[], readonly unknown[]]>([
    [
      'Adyen cancels what was paid on its page',
      'adyen',
      (reference) => [adyenItem(reference, 'AUTHORISATION'), adyenItem(reference, 'CANCELLATION')],
      refunded,
    ],
    [
      'Adyen cancels or refunds, and does not say which',
      'adyen',
      (reference) => [adyenItem(reference, 'AUTHORISATION'), adyenItem(reference, 'CANCEL_OR_REFUND')],
      refunded,
    ],
    [
      'a capture of Adyen never comes about',
      'adyen',
      (reference) => [adyenItem(reference, 'AUTHORISATION'), adyenItem(reference, 'CAPTURE_FAILED')],
      ['failed', 0, 0, 0, 'capture_failed'],
    ],
    [
      'Adyen refunds without a reference of the payment',
      'adyen',
      (reference) => [
        adyenItem(reference, 'AUTHORISATION'),
        adyenItem(reference, 'REFUND_WITH_DATA', { originalReference: undefined }),
      ],
      refunded,
    ],
    [
      'the bank takes a debit of Braintree back after it was settled',
      'braintree',
      (reference) => [
        braintreeXml('transaction_settled', braintreeSale(reference, 'settled')),
        braintreeXml('transaction_settlement_declined', braintreeSale(reference, 'settlement_declined')),
      ],
      refunded,
    ],
    [
      'a bank debit of Checkout.com is returned',
      'checkoutcom',
      (reference) =>
        ['payment_captured', 'payment_returned'].map((type) =>
          checkoutEvent(type, { id: `pay_${reference}`, reference, action_id: type }),
        ),
      refunded,
    ],
    [
      'Razorpay closes a dispute at a loss',
      'razorpay',
      (reference) => {
        const payment = {
          id: `pay_${reference}`,
          amount: 4250,
          currency: 'EUR',
          notes: { order_reference: reference },
        };
        const dispute = {
          id: 'disp_1',
          payment_id: payment.id,
          amount: 4250,
          amount_deducted: 4250,
          currency: 'EUR',
        };
        return [
          razorpayEvent('payment.captured', { payment }),
          razorpayEvent('payment.dispute.closed', { payment, dispute }),
        ];
      },
      refunded,
    ],
  ])('when %s', async (_, gateway, told, end) => {
    expect(await happen(shop, gateway, told)).toEqual(end);
  });

  test('when Authorize.Net voids a sale that was not settled', async () => {
    const transId = '60020981676';
    const transaction = { transId, transactionType: 'authCaptureTransaction', transactionStatus: 'voided' };
    shop.gateways.knows(transId, { transaction });
    const told = await happen(shop, 'authorizenet', (reference) =>
      ['authcapture.created', 'void.created'].map((name) =>
        authorizeEvent(name, { id: transId, invoiceNumber: reference }),
      ),
    );
    expect(told).toEqual(refunded);
  });

  test('when a claim about a payment of Mercado Pago is opened, and again once it ended', async () => {
    const placed = await shop.place('mercadopago');
    const ends: unknown[] = [];
    for (const status of ['approved', 'in_mediation', 'approved'] as const) {
      shop.gateways.knows('/v1/payments/123', mercadoPayment(placed.reference, status));
      // Each delivery is signed at a time of its own.
      shop.wait(1);
      await shop.deliver('mercadopago', mercadoBody());
      await shop.settle();
      ends.push(endOf(await shop.orderOf(placed)));
    }
    expect(ends).toEqual([paid, ['disputed', 4250, 0, 4250], paid]);
  });
});

describe('a refund takes what went back, and no more', () => {
  test('one cent of an order of Stripe', async () => {
    const end = await happen(shop, 'stripe', (reference) => [
      stripeEvent('payment_intent.succeeded', stripeIntent(reference)),
      stripeEvent('refund.created', {
        id: 're_1',
        amount: 1,
        payment_intent: `pi_${reference}`,
        status: 'succeeded',
      }),
    ]);
    expect(end).toEqual(['paid', 4250, 1, 0, 'partly_refunded']);
  });

  test('the duplicate of an order of Square that was paid twice', async () => {
    const end = await happen(shop, 'square', (reference) => {
      const payment = (id: string) => ({
        payment: { id, status: 'COMPLETED', total_money: squareMoney(), note: reference },
      });
      const [one, two] = [`A${reference}`, `B${reference}`];
      const refund = {
        id: `R${reference}`,
        payment_id: two,
        status: 'COMPLETED',
        amount_money: squareMoney(),
      };
      return [
        squareEvent('payment.updated', payment(one)),
        squareEvent('payment.updated', payment(two)),
        squareEvent('refund.updated', { refund }),
      ];
    });
    expect(end).toEqual(['paid', 8500, 4250, 0]);
  });

  test('of a part by Paystack, told before the charge', async () => {
    const end = await happen(shop, 'paystack', (reference) => [
      paystackEvent('refund.processed', {
        transaction_reference: `${reference}.1`,
        refund_reference: 'TRF',
        amount: '1000',
      }),
      paystackEvent('charge.success', { reference: `${reference}.1`, amount: 4250 }),
    ]);
    expect(end).toEqual(['paid', 4250, 1000, 0, 'partly_refunded']);
  });

  test('by Checkout.com, with a reference of its own and before anything of the payment', async () => {
    const placed = await shop.place('checkoutcom');
    const id = `pay_${placed.reference}`;
    await shop.deliver(
      'checkoutcom',
      checkoutEvent('payment_refunded', { id, action_id: 'act_r', reference: 'RETURN-17' }),
    );
    expect(await shop.settle()).toBe(1);
    await shop.deliver(
      'checkoutcom',
      checkoutEvent('payment_captured', { id, action_id: 'act_c', reference: placed.reference }),
    );
    await shop.settle();
    expect(endOf(await shop.orderOf(placed))).toEqual(refunded);
  });

  test('of Mollie, until it fails', async () => {
    const placed = await shop.place('mollie');
    const ends: unknown[] = [];
    for (const value of ['10.00', '0.00']) {
      const amountRefunded = { value, currency: 'EUR' };
      shop.gateways.knows(
        '/v2/payments/tr_refund',
        molliePayment('tr_refund', placed.reference, 'paid', { amountRefunded }),
      );
      shop.wait(2);
      await shop.hint('mollie', { body: 'id=tr_refund' });
      await shop.settle();
      ends.push(endOf(await shop.orderOf(placed)));
    }
    expect(ends).toEqual([['paid', 4250, 1000, 0, 'partly_refunded'], paid]);
  });
});

describe('an order whose authorisation ended can be paid again', () => {
  test.each<[string, string, (reference: string) => readonly object[], string]>([
    [
      'Checkout.com voided it',
      'checkoutcom',
      (reference) =>
        ['payment_approved', 'payment_voided'].map((type) =>
          checkoutEvent(type, { id: `pay_${reference}`, reference }),
        ),
      'open',
    ],
    [
      'Stripe canceled it',
      'stripe',
      (reference) => [
        stripeEvent(
          'payment_intent.amount_capturable_updated',
          stripeIntent(reference, { amount_capturable: 4250, amount_received: 0 }),
        ),
        stripeEvent(
          'payment_intent.canceled',
          stripeIntent(reference, { latest_charge: 'ch_1', amount_received: 0 }),
        ),
      ],
      'open',
    ],
    [
      'Square canceled it',
      'square',
      (reference) =>
        ['APPROVED', 'CANCELED'].map((status) =>
          squareEvent('payment.updated', {
            payment: {
              id: `S${reference}`,
              status,
              approved_money: squareMoney(),
              total_money: squareMoney(),
              note: reference,
            },
          }),
        ),
      'open',
    ],
    [
      'Authorize.Net declined what it had held',
      'authorizenet',
      (reference) =>
        ['fraud.held', 'fraud.declined'].map((name) =>
          authorizeEvent(name, { id: '600209', invoiceNumber: reference }),
        ),
      'failed',
    ],
  ])('since %s', async (_, gateway, told, state) => {
    const placed = await shop.place(gateway);
    for (const content of told(placed.reference)) await shop.deliver(gateway, content);
    await shop.settle();
    expect(endOf(await shop.orderOf(placed))).toEqual([state, 0, 0, 0]);
    const again = await shop.place('razorpay', { checkout: placed.checkout });
    expect([again.reference, again.answer.statusCode]).toEqual([placed.reference, 200]);
  });
});
