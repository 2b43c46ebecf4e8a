import {
  anotherReference,
  anothers,
  inCurrency,
  left,
  nameless,
  otherPayment,
  paidWhole,
  reference,
  type ToldHistory,
  unknownKind,
} from './history.ts';

let events = 0;

/** An event as Razorpay documents it, with the entities that come along. */
function event(name: string, payload: Readonly<Record<string, object>>): object {
  events += 1;
  return {
    body: {
      entity: 'event',
      account_id: 'acc_BFQ7uQEaa7j2z7',
      event: name,
      contains: Object.keys(payload),
      payload: Object.fromEntries(Object.entries(payload).map(([key, entity]) => [key, { entity }])),
      created_at: 1767225600 + events,
    },
  };
}

const payment = (status: string, more: object = {}) => ({
  id: 'pay_DESlfW9H8K9uqM',
  entity: 'payment',
  amount: 4250,
  amount_refunded: 0,
  captured: status === 'captured',
  currency: 'EUR',
  fee: 100,
  notes: { order_reference: reference },
  order_id: 'order_DESlLckIVRkHWj',
  refund_status: null,
  status,
  ...more,
});
const refund = (id: string, amount: number, status = 'processed', more: object = {}) => ({
  id,
  entity: 'refund',
  amount,
  currency: 'EUR',
  notes: [],
  payment_id: 'pay_DESlfW9H8K9uqM',
  status,
  ...more,
});
const dispute = (status: string, more: object = {}) => ({
  id: 'disp_EsIAlDcoUr8CaQ',
  entity: 'dispute',
  amount: 4250,
  amount_deducted: 0,
  currency: 'EUR',
  payment_id: 'pay_DESlfW9H8K9uqM',
  phase: 'chargeback',
  status,
  ...more,
});
const link = (status: string, amount_paid: number) => ({
  id: 'plink_1',
  amount: 4250,
  amount_paid,
  currency: 'EUR',
  notes: { order_reference: reference },
  reference_id: `${reference}.1`,
  status,
});
const linkOrder = (amount_paid: number) => ({
  id: 'order_DESlLckIVRkHWj',
  amount: 4250,
  amount_paid,
  currency: 'EUR',
  notes: [],
  receipt: `${reference}.1`,
  status: 'paid',
});

const captured = (more: object = {}) => event('payment.captured', { payment: payment('captured', more) });
const about = (name: string, entity: object) =>
  event(name, { payment: payment('captured'), [name.includes('dispute') ? 'dispute' : 'refund']: entity });
const paid = 'accepted moneyIn 4250 EUR';

/** What Razorpay tells. */
export const razorpayHistories = (): readonly ToldHistory[] => [
  {
    what: 'a payment that is told as a payment, an order and a link',
    deliveries: [
      event('payment.authorized', { payment: payment('authorized') }),
      captured(),
      event('order.paid', { payment: payment('captured'), order: linkOrder(4250) }),
      event('payment_link.paid', {
        payment_link: link('paid', 4250),
        order: linkOrder(4250),
        payment: payment('captured'),
      }),
    ],
    lines: ['accepted authorised 4250 EUR', paid, paid, paid, paidWhole],
  },
  {
    what: 'a link whose payment does not name the order',
    deliveries: [
      event('payment_link.paid', {
        payment_link: link('paid', 4250),
        order: linkOrder(4250),
        payment: payment('captured', { notes: [] }),
      }),
      event('refund.processed', {
        refund: refund('rfnd_1', 250),
        payment: payment('captured', { notes: [], amount_refunded: 250, refund_status: 'partial' }),
      }),
    ],
    lines: [paid, 'accepted moneyOut 250 EUR', left('paid', 4250, 250, 0, 'partly refunded')],
  },
  {
    what: 'a refund of a payment that does not name the order, told first',
    deliveries: [
      event('refund.processed', {
        refund: refund('rfnd_1', 250),
        payment: payment('captured', { notes: [] }),
      }),
      event('order.paid', { payment: payment('captured', { notes: [] }), order: linkOrder(4250) }),
    ],
    lines: ['accepted moneyOut 250 EUR', paid, left('paid', 4250, 250, 0, 'partly refunded')],
  },
  {
    what: 'an order that was paid in two parts',
    deliveries: [
      captured({ id: 'pay_1', amount: 4000 }),
      captured({ id: 'pay_2', amount: 250 }),
      event('order.paid', {
        payment: payment('captured', { id: 'pay_2', amount: 250 }),
        order: linkOrder(4250),
      }),
    ],
    lines: ['accepted moneyIn 4000 EUR', 'accepted moneyIn 250 EUR', paid, paidWhole],
  },
  {
    what: 'a link that was paid in part',
    deliveries: [
      event('payment_link.partially_paid', {
        payment_link: link('partially_paid', 1000),
        order: linkOrder(1000),
        payment: payment('captured', { amount: 1000 }),
      }),
      event('payment_link.expired', { payment_link: link('expired', 1000) }),
    ],
    lines: [
      'accepted moneyIn 1000 EUR',
      'accepted informational',
      left('paid', 1000, 0, 0, 'amount mismatch'),
    ],
  },
  {
    what: 'a link that nobody paid',
    deliveries: [event('payment_link.expired', { payment_link: link('expired', 0) })],
    lines: ['accepted failed', left('failed', 0, 0, 0)],
  },
  {
    what: 'a link that was cancelled',
    deliveries: [event('payment_link.cancelled', { payment_link: link('cancelled', 0) })],
    lines: ['accepted failed', left('failed', 0, 0, 0)],
  },
  {
    what: 'a payment that failed and came in late',
    deliveries: [event('payment.failed', { payment: payment('failed') }), captured()],
    lines: ['accepted failed', paid, paidWhole],
  },
  {
    what: 'two refunds of parts, and one that failed before anything went out',
    deliveries: [
      captured(),
      about('refund.created', refund('rfnd_1', 1000, 'pending')),
      about('refund.processed', refund('rfnd_1', 1000)),
      about('refund.processed', refund('rfnd_2', 500)),
      about('refund.failed', refund('rfnd_3', 500, 'failed')),
    ],
    lines: [
      paid,
      'accepted informational',
      'accepted moneyOut 1000 EUR',
      'accepted moneyOut 500 EUR',
      'accepted informational',
      left('paid', 4250, 1500, 0, 'partly refunded'),
    ],
  },
  {
    what: 'a dispute that was won',
    deliveries: [
      captured(),
      about('payment.dispute.created', dispute('open')),
      about('payment.dispute.under_review', dispute('under_review')),
      about('payment.dispute.action_required', dispute('open')),
      about('payment.dispute.won', dispute('won')),
    ],
    lines: [
      paid,
      'accepted atRisk 4250 EUR',
      'accepted informational',
      'accepted atRisk 4250 EUR',
      'accepted riskEnded 4250 EUR',
      paidWhole,
    ],
  },
  {
    what: 'a dispute that was lost',
    deliveries: [
      captured(),
      about('payment.dispute.created', dispute('open')),
      about('payment.dispute.lost', dispute('lost', { amount_deducted: 4250 })),
    ],
    lines: [paid, 'accepted atRisk 4250 EUR', 'accepted moneyOut 4250 EUR', left('refunded', 4250, 4250, 0)],
  },
  {
    what: 'a dispute of a part that was closed at a loss',
    deliveries: [
      captured(),
      about('payment.dispute.created', dispute('open', { amount: 1000 })),
      about('payment.dispute.closed', dispute('closed', { amount: 1000, amount_deducted: 1000 })),
    ],
    lines: [
      paid,
      'accepted atRisk 1000 EUR',
      'accepted moneyOut 1000 EUR',
      left('paid', 4250, 1000, 0, 'partly refunded'),
    ],
  },
  {
    what: 'a retrieval that was closed without a loss',
    deliveries: [
      captured(),
      about('payment.dispute.created', dispute('open', { phase: 'retrieval' })),
      about('payment.dispute.closed', dispute('closed', { phase: 'retrieval' })),
    ],
    lines: [paid, 'accepted atRisk 4250 EUR', 'accepted riskEnded 0 EUR', paidWhole],
  },
  {
    what: 'an order in Kuwaiti dinars, which have three digits',
    deliveries: [captured({ amount: 12340, currency: 'KWD' })],
    lines: ['accepted moneyIn 12340 KWD', left('paid', 12340, 0, 0)],
    more: inCurrency('KWD', 12340),
  },
  {
    what: 'payments of others on the account, and what is in no table',
    deliveries: [
      captured({ id: 'pay_9', notes: [] }),
      event('refund.processed', {
        refund: refund('rfnd_9', 4250, 'processed', { payment_id: 'pay_9' }),
        payment: payment('captured', { id: 'pay_9', notes: [] }),
      }),
      captured({ id: 'pay_8', notes: { order_reference: anotherReference } }),
      event('subscription.charged', { payment: payment('captured', { id: 'pay_7', notes: [] }) }),
      event('payment.teleported', { payment: payment('captured') }),
    ],
    lines: [nameless, otherPayment, anothers, 'accepted informational', unknownKind, left('open', 0, 0, 0)],
  },
];
