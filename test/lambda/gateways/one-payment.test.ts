import { expect, test } from '@jest/globals';
import { gatewayOf } from '../../../lambda/gateways/index.ts';
import type { PaymentEvent } from '../../../lambda/gateways/payment-event.ts';
import { gatewayNames } from '../../../lambda/gateways/registry.ts';
import { accountOf, now, secretOf } from './support/accounts.ts';
import { signed } from './support/signers.ts';
import { talk } from './support/talk.ts';

// An order is paid twice when two payments of it were, so each event about one payment has to name it the same.

type Content = object | string;

const stripe = (type: string, object: object) => ({ id: `evt_${type}`, type, data: { object } });
const square = (type: string, object: object) => ({ event_id: type, type, data: { object } });
const adyen = (eventCode: string, references: object) => ({
  notificationItems: [
    {
      NotificationRequestItem: {
        ...references,
        merchantAccountCode: 'merchantAccount_a',
        eventCode,
        success: 'true',
      },
    },
  ],
});
const braintree = (kind: string, subject: string) =>
  `<notification><kind>${kind}</kind><subject>${subject}</subject></notification>`;
const razorpay = (event: string, payload: object) => ({
  event,
  created_at: 1,
  payload: { payment: { entity: { id: 'P1' } }, ...payload },
});
const checkoutcom = (type: string, data: object) => ({ id: `evt_${type}`, type, data });
const authorizenet = (name: string) => ({
  notificationId: name,
  eventType: `net.authorize.payment.${name}`,
  payload: { id: 'P1', responseCode: 1 },
});
const paystack = (event: string, data: object) => ({ event, data });

const signedEvents: Readonly<Record<string, readonly Content[]>> = {
  stripe: [
    stripe('checkout.session.completed', { id: 'cs_1', payment_intent: 'P1', payment_status: 'paid' }),
    stripe('payment_intent.succeeded', { id: 'P1' }),
    stripe('charge.succeeded', { id: 'ch_1', payment_intent: 'P1', captured: true }),
    stripe('charge.refunded', { id: 'ch_1', payment_intent: 'P1' }),
    stripe('charge.dispute.created', { id: 'dp_1', payment_intent: 'P1' }),
    stripe('review.opened', { id: 'prv_1', payment_intent: 'P1' }),
    stripe('radar.early_fraud_warning.created', { id: 'issfr_1', payment_intent: 'P1' }),
  ],
  square: [
    square('payment.created', { payment: { id: 'P1', status: 'APPROVED' } }),
    square('payment.updated', { payment: { id: 'P1', status: 'COMPLETED' } }),
    square('refund.updated', { refund: { id: 'R1', payment_id: 'P1', status: 'COMPLETED' } }),
    square('dispute.created', { dispute: { id: 'D1', disputed_payment: { payment_id: 'P1' } } }),
  ],
  adyen: [
    adyen('AUTHORISATION', { pspReference: 'P1', originalReference: '' }),
    adyen('CAPTURE', { pspReference: 'C1', originalReference: 'P1' }),
    adyen('REFUND', { pspReference: 'R1', originalReference: 'P1' }),
    adyen('CHARGEBACK', { pspReference: 'D1', originalReference: 'P1' }),
    adyen('NOTIFICATION_OF_FRAUD', { pspReference: 'F1', originalReference: 'P1' }),
  ],
  braintree: [
    braintree('transaction_settled', '<transaction><id>P1</id><type>sale</type></transaction>'),
    braintree(
      'transaction_settled',
      '<transaction><id>R1</id><type>credit</type><refunded-transaction-id>P1</refunded-transaction-id></transaction>',
    ),
    braintree('dispute_opened', '<dispute><id>D1</id><transaction><id>P1</id></transaction></dispute>'),
  ],
  razorpay: [
    razorpay('payment.authorized', {}),
    razorpay('payment.captured', {}),
    razorpay('order.paid', { order: { entity: { id: 'order_1' } } }),
    razorpay('payment_link.paid', { payment_link: { entity: { id: 'plink_1' } } }),
    razorpay('refund.processed', { refund: { entity: { id: 'rfnd_1', payment_id: 'P1' } } }),
    razorpay('payment.dispute.created', { dispute: { entity: { id: 'disp_1', payment_id: 'P1' } } }),
  ],
  checkoutcom: [
    checkoutcom('payment_approved', { id: 'P1', action_id: 'act_1' }),
    checkoutcom('payment_captured', { id: 'P1', action_id: 'act_2' }),
    checkoutcom('payment_refunded', { id: 'P1', action_id: 'act_3' }),
    checkoutcom('dispute_received', { id: 'dsp_1', payment_id: 'P1' }),
  ],
  authorizenet: [
    'authorization.created',
    'priorAuthCapture.created',
    'authcapture.created',
    'fraud.approved',
  ].map(authorizenet),
  paystack: [
    paystack('charge.success', { id: 1, reference: 'P1' }),
    paystack('refund.processed', { id: 2, transaction_reference: 'P1' }),
    paystack('charge.dispute.create', { id: 3, transaction: { id: 1, reference: 'P1' } }),
  ],
};

const capture = { id: 'P1', status: 'COMPLETED' };
const up = { rel: 'up', href: 'https://api-m.paypal.com/v2/payments/captures/P1' };

/** What was asked, and what the gateway said to it. */
const confirmedEvents: Readonly<
  Record<string, readonly (readonly [resource: string, id: string, answer: object, type?: string])[]>
> = {
  paypal: [
    [
      'order',
      'O1',
      { id: 'O1', status: 'COMPLETED', purchase_units: [{ payments: { captures: [capture] } }] },
    ],
    ['capture', 'P1', capture],
    ['refund', 'R1', { id: 'R1', status: 'COMPLETED', links: [up] }],
    [
      'dispute',
      'D1',
      { dispute_id: 'D1', status: 'OPEN', disputed_transactions: [{ seller_transaction_id: 'P1' }] },
      'CUSTOMER.DISPUTE.CREATED',
    ],
  ],
  mollie: ['open', 'authorized', 'paid'].map((status) => ['payment', 'tr_1', { id: 'tr_1', status }]),
  mercadopago: ['authorized', 'approved', 'refunded', 'charged_back'].map((status) => [
    'payment',
    '1',
    { id: 1, status },
  ]),
};

/** What each delivery, and each answer, tells: a snapshot can tell several things. */
function eventsOf(name: string): readonly (readonly PaymentEvent[])[] {
  const [gateway, account] = [gatewayOf(name), accountOf(name)];
  const received = (signedEvents[name] ?? []).map((content) =>
    gateway.receive(signed(name, content, secretOf(name)), account, now),
  );
  const confirmed = (confirmedEvents[name] ?? []).map(([resource, id, answer, type = resource]) => {
    const exchange = gateway.confirm?.({ type, resource, id }, account, now);
    if (!exchange) throw new Error(`${name} cannot be asked`);
    const access = name === 'paypal' ? [{ access_token: 't' }] : [];
    return talk(exchange, ...access, answer).result;
  });
  return [
    ...received.map((receipt) => (receipt.result === 'authentic' ? receipt.events : [])),
    ...confirmed.map((result) => (result.outcome === 'confirmed' ? result.events : [])),
  ];
}

test.each(gatewayNames)('%s names a payment the same in each event about it', (name) => {
  const told = eventsOf(name);
  expect(told.length).toBeGreaterThan(1);
  expect(told.filter(({ length }) => length === 0)).toEqual([]);
  const events = told.flat();
  expect(events.filter((event) => event.class === 'ignored')).toEqual([]);
  expect(events.some((event) => event.class === 'moneyIn')).toBe(true);
  expect([...new Set(events.map(({ paymentId }) => paymentId))]).toHaveLength(1);
});
