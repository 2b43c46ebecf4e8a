import {
  anothers,
  inCurrency,
  left,
  otherPayment,
  paidWhole,
  reference,
  type ToldHistory,
  unknownKind,
} from './history.ts';

let events = 0;

/** An event as Square documents it. */
function event(type: string, object: object, id = 'OBJ'): object {
  events += 1;
  const [kind = ''] = type.split('.');
  return {
    body: {
      merchant_id: '6SSW7HV8K2ST5',
      type,
      event_id: `13b867cf-db3d-4b1c-90b6-${String(events).padStart(12, '0')}`,
      created_at: new Date(Date.UTC(2026, 0, 1, 0, events)).toISOString(),
      data: { type: kind, id, object },
    },
  };
}

const eur = (amount: number, currency = 'EUR') => ({ amount, currency });
const payment = (status: string, more: object = {}) => ({
  payment: {
    amount_money: eur(4250),
    approved_money: eur(4250),
    total_money: eur(4250),
    created_at: '2026-01-01T00:00:00.000Z',
    delay_action: 'CANCEL',
    id: 'hYy9pRFVxpDsO1FB05SunFWUe9JZY',
    location_id: 'S8GWD5R9QB376',
    order_id: '03O3USaPaAaFnI6kkwB1JxGgBsUZY',
    reference_id: reference,
    source_type: 'CARD',
    status,
    ...more,
  },
});
const refund = (id: string, status: string, amount: number, more: object = {}) => ({
  refund: {
    amount_money: eur(amount),
    created_at: '2026-01-02T00:00:00.000Z',
    id,
    location_id: 'S8GWD5R9QB376',
    order_id: 'p9tEfCT8ChcqxAmqCQJ8jhrXRLDZY',
    payment_id: 'hYy9pRFVxpDsO1FB05SunFWUe9JZY',
    reason: 'Return',
    status,
    ...more,
  },
});
const dispute = (state: string, more: object = {}) => ({
  dispute: {
    amount_money: eur(4250),
    brand_dispute_id: 'r9rKGSBBQbywBNnWWIiGFg',
    card_brand: 'VISA',
    disputed_payment: { payment_id: 'hYy9pRFVxpDsO1FB05SunFWUe9JZY' },
    id: 'ORSEVtZAJxb37RA1EiGw',
    location_id: 'S8GWD5R9QB376',
    reason: 'NO_KNOWLEDGE',
    state,
    ...more,
  },
});

const approved = () => event('payment.created', payment('APPROVED'));
const completed = (more: object = {}) => event('payment.updated', payment('COMPLETED', more));
const [authorised, paid] = ['accepted authorised 4250 EUR', 'accepted moneyIn 4250 EUR'];

/** What Square tells. */
export const squareHistories = (): readonly ToldHistory[] => [
  {
    what: 'a payment that is told again with its fees',
    deliveries: [
      approved(),
      completed(),
      completed({ processing_fee: [{ amount_money: eur(133), type: 'INITIAL' }] }),
    ],
    lines: [authorised, paid, paid, paidWhole],
  },
  {
    what: 'a payment by a link, which carries the order as a note',
    deliveries: [
      event('payment.created', payment('APPROVED', { reference_id: undefined, note: reference })),
      completed({ reference_id: undefined, note: reference }),
    ],
    lines: [authorised, paid, paidWhole],
  },
  {
    what: 'a till on the same account',
    deliveries: [
      event(
        'payment.created',
        payment('COMPLETED', { id: 'TILL', reference_id: undefined, note: 'table 4' }),
      ),
      event('refund.created', refund('TILLREFUND', 'COMPLETED', 4250, { payment_id: 'TILL' })),
    ],
    lines: [anothers, otherPayment, left('open', 0, 0, 0)],
  },
  {
    what: 'a payment that was approved and ran out',
    deliveries: [approved(), event('payment.updated', payment('CANCELED'))],
    lines: [authorised, 'accepted voided', left('open', 0, 0, 0)],
  },
  {
    what: 'a payment that failed',
    deliveries: [event('payment.created', payment('FAILED')), event('payment.updated', payment('FAILED'))],
    lines: ['accepted failed', 'accepted failed', left('failed', 0, 0, 0)],
  },
  {
    what: 'a payment by bank that is pending at first',
    deliveries: [event('payment.created', payment('PENDING', { source_type: 'BANK_ACCOUNT' })), completed()],
    lines: ['accepted informational', paid, paidWhole],
  },
  {
    what: 'a payment with a tip',
    deliveries: [completed({ tip_money: eur(500), total_money: eur(4750) })],
    lines: ['accepted moneyIn 4750 EUR', left('paid', 4750, 0, 0, 'amount mismatch')],
  },
  {
    what: 'a payment that was completed for less than it was approved for',
    deliveries: [approved(), completed({ amount_money: eur(3000), total_money: eur(3000) })],
    lines: [authorised, 'accepted moneyIn 3000 EUR', left('paid', 3000, 0, 0, 'amount mismatch')],
  },
  {
    what: 'two refunds of parts',
    deliveries: [
      completed(),
      event('refund.created', refund('R1', 'PENDING', 1000)),
      event('refund.updated', refund('R1', 'COMPLETED', 1000)),
      completed({ refunded_money: eur(1000), refund_ids: ['R1'] }),
      event('refund.updated', refund('R2', 'COMPLETED', 250)),
    ],
    lines: [
      paid,
      'accepted informational',
      'accepted moneyOut 1000 EUR',
      paid,
      'accepted moneyOut 250 EUR',
      left('paid', 4250, 1250, 0, 'partly refunded'),
    ],
  },
  {
    what: 'a refund that the bank rejected',
    deliveries: [
      completed(),
      event('refund.created', refund('R1', 'PENDING', 4250)),
      event('refund.updated', refund('R1', 'REJECTED', 4250)),
    ],
    lines: [paid, 'accepted informational', 'accepted informational', paidWhole],
  },
  {
    what: 'a refund that is told before its payment',
    deliveries: [event('refund.updated', refund('R1', 'COMPLETED', 4250)), completed()],
    lines: ['accepted moneyOut 4250 EUR', paid, left('refunded', 4250, 4250, 0)],
  },
  {
    what: 'an inquiry that became a chargeback and was lost',
    deliveries: [
      completed(),
      event('dispute.created', dispute('INQUIRY_EVIDENCE_REQUIRED')),
      event('dispute.state.updated', dispute('INQUIRY_PROCESSING')),
      event('dispute.state.updated', dispute('EVIDENCE_REQUIRED')),
      event('dispute.state.updated', dispute('PROCESSING')),
      event('dispute.state.updated', dispute('LOST')),
    ],
    lines: [
      paid,
      'accepted atRisk 4250 EUR',
      'accepted informational',
      'accepted atRisk 4250 EUR',
      'accepted informational',
      'accepted moneyOut 4250 EUR',
      left('refunded', 4250, 4250, 0),
    ],
  },
  {
    what: 'a chargeback that was won, under the older name of the event',
    deliveries: [
      completed(),
      event('dispute.created', dispute('EVIDENCE_REQUIRED', { amount_money: eur(2000) })),
      event('dispute.state.changed', dispute('WON', { amount_money: eur(2000) })),
    ],
    lines: [paid, 'accepted atRisk 2000 EUR', 'accepted riskEnded 2000 EUR', paidWhole],
  },
  {
    what: 'a chargeback that the shop accepted',
    deliveries: [
      completed(),
      event('dispute.created', dispute('EVIDENCE_REQUIRED')),
      event('dispute.state.updated', dispute('ACCEPTED')),
    ],
    lines: [paid, 'accepted atRisk 4250 EUR', 'accepted moneyOut 4250 EUR', left('refunded', 4250, 4250, 0)],
  },
  {
    what: 'an inquiry that was closed, told the wrong way round',
    deliveries: [
      event('dispute.state.updated', dispute('INQUIRY_CLOSED')),
      completed(),
      event('dispute.created', dispute('INQUIRY_EVIDENCE_REQUIRED')),
    ],
    lines: ['accepted riskEnded 4250 EUR', paid, 'accepted atRisk 4250 EUR', paidWhole],
  },
  {
    what: 'an order in yen',
    deliveries: [
      completed({ amount_money: eur(4250, 'JPY'), total_money: eur(4250, 'JPY') }),
      event('refund.updated', refund('R1', 'COMPLETED', 0, { amount_money: eur(4250, 'JPY') })),
    ],
    lines: ['accepted moneyIn 4250 JPY', 'accepted moneyOut 4250 JPY', left('refunded', 4250, 4250, 0)],
    more: inCurrency('JPY', 4250),
  },
  {
    what: 'a payment that Square thinks risky',
    deliveries: [completed({ risk_evaluation: { created_at: '2026-01-01T00:00:00Z', risk_level: 'HIGH' } })],
    lines: [paid, left('paid', 4250, 0, 0, 'elevated risk')],
  },
  {
    what: 'kinds that are about something else, or in no table',
    deliveries: [
      event('order.updated', { order_updated: { order_id: 'O1', state: 'COMPLETED' } }),
      event('payout.paid', { payout: { id: 'po_1', status: 'PAID' } }),
      event('payment.deleted', payment('COMPLETED')),
      event('payment.updated', payment('UNHEARD_OF')),
    ],
    lines: [
      'accepted informational',
      'accepted informational',
      unknownKind,
      unknownKind,
      left('open', 0, 0, 0),
    ],
  },
];
