import {
  anotherReference,
  anothers,
  inCurrency,
  left,
  nameless,
  otherMode,
  otherPayment,
  paidWhole,
  reference,
  repeated,
  type ToldHistory,
  unknownKind,
} from './history.ts';

let events = 0;

/** An event as Stripe documents it: a snapshot of the object that it is about. */
function event(type: string, object: object, more: { previous?: object; livemode?: boolean } = {}): object {
  events += 1;
  const { previous, livemode = true } = more;
  return {
    body: {
      id: `evt_1PgafmB${events}`,
      object: 'event',
      api_version: '2026-06-30.dahlia',
      created: 1767225600 + events * 60,
      data: { object, ...(previous && { previous_attributes: previous }) },
      livemode,
      pending_webhooks: 1,
      request: { id: 'req_1', idempotency_key: null },
      type,
    },
  };
}

const intent = (more: object = {}) => ({
  id: 'pi_1',
  object: 'payment_intent',
  amount: 4250,
  amount_capturable: 0,
  amount_received: 0,
  capture_method: 'automatic_async',
  currency: 'eur',
  latest_charge: 'ch_1',
  metadata: { order_reference: reference },
  ...more,
});
const charge = (more: object = {}) => ({
  id: 'ch_1',
  object: 'charge',
  amount: 4250,
  amount_captured: 4250,
  amount_refunded: 0,
  balance_transaction: 'txn_1',
  captured: true,
  currency: 'eur',
  metadata: { order_reference: reference },
  paid: true,
  payment_intent: 'pi_1',
  refunded: false,
  status: 'succeeded',
  ...more,
});
const session = (more: object = {}) => ({
  id: 'cs_1',
  object: 'checkout.session',
  amount_total: 4250,
  client_reference_id: reference,
  currency: 'eur',
  metadata: {},
  mode: 'payment',
  payment_intent: 'pi_1',
  payment_status: 'paid',
  status: 'complete',
  ...more,
});
const refund = (id: string, amount: number, status: string) => ({
  id,
  object: 'refund',
  amount,
  charge: 'ch_1',
  currency: 'eur',
  metadata: {},
  payment_intent: 'pi_1',
  reason: null,
  status,
});
const dispute = (status: string, more: object = {}) => ({
  id: 'dp_1',
  object: 'dispute',
  amount: 4250,
  balance_transactions: [],
  charge: 'ch_1',
  currency: 'eur',
  metadata: {},
  payment_intent: 'pi_1',
  reason: 'fraudulent',
  status,
  ...more,
});
const thin = (type: string, related: string, id: string, answers?: readonly object[]) => ({
  body: {
    id: `evt_thin_${id}_${type}`,
    object: 'v2.core.event',
    type: `v1.${type}`,
    created: '2026-01-01T00:00:00.000Z',
    livemode: true,
    related_object: { id, type: related, url: `/v1/${related}s/${id}` },
  },
  ...(answers && { answers }),
});

const succeeded = (more: object = {}) =>
  event('payment_intent.succeeded', intent({ amount_received: 4250, status: 'succeeded', ...more }));
const paid = 'accepted moneyIn 4250 EUR';

/** What Stripe tells. */
export const stripeHistories = (): readonly ToldHistory[] => [
  {
    what: 'a checkout that tells of its money four times',
    deliveries: [
      event('payment_intent.created', intent({ latest_charge: null })),
      event('charge.succeeded', charge()),
      succeeded(),
      event('checkout.session.completed', session()),
      event('charge.updated', charge(), { previous: { balance_transaction: null } }),
    ],
    lines: ['accepted informational', paid, paid, paid, paid, paidWhole],
  },
  {
    what: 'a charge of which only a description changed',
    deliveries: [succeeded(), event('charge.updated', charge(), { previous: { description: null } })],
    lines: [paid, 'accepted informational', paidWhole],
  },
  {
    what: 'a payment that was captured in part',
    deliveries: [
      event(
        'payment_intent.amount_capturable_updated',
        intent({ amount_capturable: 4250, capture_method: 'manual', status: 'requires_capture' }),
      ),
      event('charge.captured', charge({ amount_captured: 1000, amount_refunded: 3250 })),
      succeeded({ amount_received: 1000 }),
    ],
    lines: [
      'accepted authorised 4250 EUR',
      'accepted moneyIn 1000 EUR',
      'accepted moneyIn 1000 EUR',
      left('paid', 1000, 0, 0, 'amount mismatch'),
    ],
  },
  {
    what: 'an authorisation that was cancelled',
    deliveries: [
      event('charge.succeeded', charge({ captured: false, amount_captured: 0, balance_transaction: null })),
      event('payment_intent.canceled', intent({ status: 'canceled' })),
    ],
    lines: ['accepted authorised 4250 EUR', 'accepted voided', left('open', 0, 0, 0)],
  },
  {
    what: 'a checkout by bank transfer that comes in late',
    deliveries: [
      event('checkout.session.completed', session({ payment_status: 'unpaid' })),
      event('payment_intent.processing', intent({ latest_charge: null })),
      event('checkout.session.async_payment_succeeded', session()),
    ],
    lines: ['accepted informational', 'accepted informational', paid, paidWhole],
  },
  {
    what: 'a checkout by bank transfer that never comes in',
    deliveries: [
      event('checkout.session.completed', session({ payment_status: 'unpaid' })),
      event('checkout.session.async_payment_failed', session({ payment_status: 'unpaid' })),
    ],
    lines: ['accepted informational', 'accepted failed', left('failed', 0, 0, 0)],
  },
  {
    what: 'two refunds of parts, told one by one and as sums',
    deliveries: [
      succeeded(),
      event('refund.created', refund('re_1', 1000, 'succeeded')),
      event('charge.refunded', charge({ amount_refunded: 1000 })),
      event('charge.refunded', charge({ amount_refunded: 1500 })),
      event('refund.created', refund('re_2', 500, 'succeeded')),
    ],
    lines: [
      paid,
      'accepted moneyOut 1000 EUR',
      'accepted moneyOut 1000 EUR',
      'accepted moneyOut 1500 EUR',
      'accepted moneyOut 500 EUR',
      left('paid', 4250, 1500, 0, 'partly refunded'),
    ],
  },
  {
    what: 'a refund that failed after it was told',
    deliveries: [
      succeeded(),
      event('refund.created', refund('re_1', 4250, 'pending')),
      event('charge.refunded', charge({ amount_refunded: 4250, refunded: true })),
      event('refund.updated', refund('re_1', 4250, 'failed')),
      event('refund.failed', refund('re_1', 4250, 'failed')),
    ],
    lines: [
      paid,
      'accepted informational',
      'accepted moneyOut 4250 EUR',
      'accepted moneyBack 4250 EUR',
      'accepted moneyBack 4250 EUR',
      paidWhole,
    ],
  },
  {
    what: 'one of two refunds that failed',
    deliveries: [
      succeeded(),
      event('refund.created', refund('re_1', 1000, 'succeeded')),
      event('refund.created', refund('re_2', 1000, 'succeeded')),
      event('charge.refunded', charge({ amount_refunded: 2000 })),
      event('refund.failed', refund('re_2', 1000, 'failed')),
    ],
    lines: [
      paid,
      'accepted moneyOut 1000 EUR',
      'accepted moneyOut 1000 EUR',
      'accepted moneyOut 2000 EUR',
      'accepted moneyBack 1000 EUR',
      left('paid', 4250, 1000, 0, 'partly refunded'),
    ],
  },
  {
    what: 'an inquiry that was closed',
    deliveries: [
      succeeded(),
      event('charge.dispute.created', dispute('warning_needs_response')),
      event('charge.dispute.closed', dispute('warning_closed')),
    ],
    lines: [paid, 'accepted atRisk 4250 EUR', 'accepted riskEnded 4250 EUR', paidWhole],
  },
  {
    what: 'an inquiry that became a chargeback and was won',
    deliveries: [
      succeeded(),
      event('charge.dispute.created', dispute('warning_needs_response')),
      event('charge.dispute.updated', dispute('needs_response'), {
        previous: { status: 'warning_needs_response' },
      }),
      event('charge.dispute.funds_withdrawn', dispute('needs_response')),
      event('charge.dispute.updated', dispute('under_review'), { previous: { status: 'needs_response' } }),
      event('charge.dispute.closed', dispute('won')),
      event('charge.dispute.funds_reinstated', dispute('won')),
    ],
    lines: [
      paid,
      'accepted atRisk 4250 EUR',
      'accepted atRisk 4250 EUR',
      'accepted atRisk 4250 EUR',
      'accepted informational',
      'accepted riskEnded 4250 EUR',
      'accepted moneyBack 4250 EUR',
      paidWhole,
    ],
  },
  {
    what: 'a chargeback of a part that was lost',
    deliveries: [
      succeeded(),
      event('charge.dispute.created', dispute('needs_response', { amount: 1000 })),
      event('charge.dispute.funds_withdrawn', dispute('needs_response', { amount: 1000 })),
      event('charge.dispute.closed', dispute('lost', { amount: 1000 })),
    ],
    lines: [
      paid,
      'accepted atRisk 1000 EUR',
      'accepted atRisk 1000 EUR',
      'accepted moneyOut 1000 EUR',
      left('paid', 4250, 1000, 0, 'partly refunded'),
    ],
  },
  {
    what: 'a chargeback that is still open',
    deliveries: [succeeded(), event('charge.dispute.created', dispute('needs_response', { amount: 1000 }))],
    lines: [paid, 'accepted atRisk 1000 EUR', left('disputed', 4250, 0, 1000)],
  },
  {
    what: 'a chargeback that is told before the payment, and its end before its beginning',
    deliveries: [
      event('charge.dispute.closed', dispute('lost')),
      event('charge.dispute.created', dispute('needs_response')),
      succeeded(),
    ],
    lines: ['accepted moneyOut 4250 EUR', 'accepted atRisk 4250 EUR', paid, left('refunded', 4250, 4250, 0)],
  },
  {
    what: 'an order that was paid twice, and one payment of it refunded',
    deliveries: [
      succeeded(),
      event('payment_intent.succeeded', intent({ id: 'pi_2', amount_received: 4250 })),
      event('charge.refunded', charge({ payment_intent: 'pi_2', amount_refunded: 4250, refunded: true })),
    ],
    lines: [paid, paid, 'accepted moneyOut 4250 EUR', left('paid', 8500, 4250, 0)],
  },
  {
    what: 'an order that was paid twice',
    deliveries: [
      succeeded(),
      event('payment_intent.succeeded', intent({ id: 'pi_2', amount_received: 4250 })),
    ],
    lines: [paid, paid, left('paid', 8500, 0, 0, 'paid twice')],
  },
  {
    what: 'an attempt that was declined before one that went through',
    deliveries: [
      event('charge.failed', charge({ paid: false, captured: false, amount_captured: 0, status: 'failed' })),
      event('payment_intent.payment_failed', intent({ status: 'requires_payment_method' })),
      succeeded(),
    ],
    lines: ['accepted failed', 'accepted failed', paid, paidWhole],
  },
  {
    what: 'a review that was opened and approved',
    deliveries: [
      succeeded(),
      event('review.opened', { id: 'prv_1', object: 'review', payment_intent: 'pi_1', open: true }),
      event('review.closed', {
        id: 'prv_1',
        object: 'review',
        payment_intent: 'pi_1',
        open: false,
        closed_reason: 'approved',
      }),
    ],
    lines: [paid, 'accepted review', 'accepted review', paidWhole],
  },
  {
    what: 'a warning of fraud by the issuer',
    deliveries: [
      succeeded(),
      event('radar.early_fraud_warning.created', {
        id: 'issfr_1',
        object: 'radar.early_fraud_warning',
        actionable: true,
        charge: 'ch_1',
        fraud_type: 'card_never_received',
        payment_intent: 'pi_1',
      }),
    ],
    lines: [paid, 'accepted review', left('paid', 4250, 0, 0, 'fraud review')],
  },
  {
    what: 'an order in yen',
    deliveries: [
      event('payment_intent.succeeded', intent({ amount: 4250, amount_received: 4250, currency: 'jpy' })),
      event('charge.refunded', charge({ amount_refunded: 250, currency: 'jpy' })),
    ],
    lines: [
      'accepted moneyIn 4250 JPY',
      'accepted moneyOut 250 JPY',
      left('paid', 4250, 250, 0, 'partly refunded'),
    ],
    more: inCurrency('JPY', 4250),
  },
  {
    what: 'an order in Kuwaiti dinars, which have three digits',
    deliveries: [
      event('payment_intent.succeeded', intent({ amount: 12340, amount_received: 12340, currency: 'kwd' })),
    ],
    lines: ['accepted moneyIn 12340 KWD', left('paid', 12340, 0, 0)],
    more: inCurrency('KWD', 12340),
  },
  {
    what: 'an order in Icelandic krónur, which Stripe counts in hundredths',
    deliveries: [
      event('payment_intent.succeeded', intent({ amount: 425000, amount_received: 425000, currency: 'isk' })),
    ],
    lines: ['accepted moneyIn 4250 ISK', left('paid', 4250, 0, 0)],
    more: inCurrency('ISK', 4250),
  },
  {
    what: 'a payment in another currency than the order',
    deliveries: [event('payment_intent.succeeded', intent({ amount_received: 4250, currency: 'usd' }))],
    lines: ['accepted moneyIn 4250 USD', left('paid', 4250, 0, 0, 'currency mismatch')],
  },
  {
    what: 'test money in a live shop',
    deliveries: [
      event('payment_intent.succeeded', intent({ amount_received: 4250 }), { livemode: false }),
      event('charge.refunded', charge({ amount_refunded: 4250 }), { livemode: false }),
    ],
    lines: [otherMode, otherMode, left('open', 0, 0, 0)],
    more: { mode: 'live' },
  },
  {
    what: 'a subscription on the same account',
    deliveries: [
      event('charge.succeeded', charge({ id: 'ch_9', payment_intent: 'pi_9', metadata: {} })),
      event('invoice.paid', { id: 'in_1', object: 'invoice', amount_paid: 990, currency: 'eur' }),
      event('refund.created', {
        ...refund('re_9', 4250, 'succeeded'),
        payment_intent: 'pi_9',
        charge: 'ch_9',
      }),
      succeeded(),
      event('charge.dispute.created', dispute('needs_response', { payment_intent: 'pi_9' })),
    ],
    lines: [nameless, 'accepted informational', otherPayment, paid, otherPayment, paidWhole],
  },
  {
    what: 'a payment of another order, and its refund',
    deliveries: [
      event(
        'payment_intent.succeeded',
        intent({ id: 'pi_8', metadata: { order_reference: anotherReference } }),
      ),
      event('refund.created', { ...refund('re_8', 4250, 'succeeded'), payment_intent: 'pi_8' }),
    ],
    lines: [anothers, otherPayment, left('open', 0, 0, 0)],
  },
  {
    what: 'a thin event whose object was fetched',
    deliveries: [
      thin('payment_intent.succeeded', 'payment_intent', 'pi_1', [
        intent({ amount_received: 4250, status: 'succeeded', livemode: true }),
      ]),
      thin('charge.refunded', 'charge', 'ch_1', [charge({ amount_refunded: 1000, livemode: true })]),
      thin('charge.dispute.closed', 'dispute', 'dp_1', [dispute('lost', { amount: 3250 })]),
    ],
    lines: [
      paid,
      'accepted moneyOut 1000 EUR',
      'accepted moneyOut 3250 EUR',
      left('refunded', 4250, 4250, 0),
    ],
  },
  {
    what: 'a checkout by thin events of kinds whose object decides what they mean',
    deliveries: [
      thin('checkout.session.completed', 'checkout.session', 'cs_1', [session()]),
      thin('charge.succeeded', 'charge', 'ch_1', [charge({ captured: false, amount_captured: 0 })]),
      thin('refund.updated', 'refund', 're_1', [refund('re_1', 4250, 'succeeded')]),
      thin('payment_intent.canceled', 'payment_intent', 'pi_2', [intent({ id: 'pi_2', status: 'canceled' })]),
    ],
    lines: [
      paid,
      'accepted authorised 4250 EUR',
      'accepted moneyOut 4250 EUR',
      'accepted voided',
      left('refunded', 4250, 4250, 0),
    ],
  },
  {
    what: 'thin events that tell nothing of money, whatever their objects are like',
    deliveries: [
      thin('invoice.paid', 'invoice', 'in_1'),
      thin('payment_intent.created', 'payment_intent', 'pi_1'),
    ],
    lines: ['accepted informational', 'accepted informational', left('open', 0, 0, 0)],
  },
  {
    what: 'a thin event that nobody was asked about',
    deliveries: [thin('payment_intent.succeeded', 'payment_intent', 'pi_1')],
    lines: ['accepted informational', left('open', 0, 0, 0)],
  },
  {
    what: 'kinds that are in no table',
    deliveries: [
      event('payment_intent.teleported', intent()),
      event('toString', {}),
      { body: 'not JSON' },
      { body: [] },
    ],
    lines: [
      unknownKind,
      unknownKind,
      'ignored it cannot be read',
      'ignored it cannot be read',
      left('open', 0, 0, 0),
    ],
  },
  {
    what: 'an event that comes three times',
    deliveries: (() => {
      const once = succeeded();
      return [once, once, once];
    })(),
    lines: [paid, repeated, repeated, paidWhole],
  },
];
