import {
  anotherReference,
  anothers,
  inCurrency,
  left,
  nameless,
  otherMode,
  paidWhole,
  reference,
  type ToldHistory,
  unknownKind,
} from './history.ts';

const eur = (value: string, currency = 'EUR') => ({ value, currency });
const payment = (status: string, more: object = {}) => ({
  resource: 'payment',
  id: 'tr_5B8cwPMGnU6qLbRvo7qEZo',
  mode: 'live',
  amount: eur('42.50'),
  description: 'Order',
  method: 'ideal',
  status,
  metadata: { order_reference: reference },
  createdAt: '2026-01-01T00:00:00+00:00',
  profileId: 'pfl_QkEhN94Ba',
  ...more,
});

/** The classic callback, and the payment that Mollie gives when it is asked. */
const asked = (answer: object) => ({ form: { id: 'tr_5B8cwPMGnU6qLbRvo7qEZo' }, answers: [answer] });

let events = 0;
/** A webhook event that brings its object along. */
function event(type: string, entityId: string, entity: object): object {
  events += 1;
  const id = `event_GvJ8WHrp5isUdRub9CJy${events}`;
  const createdAt = new Date(Date.UTC(2026, 0, 2, 0, events)).toISOString();
  return { body: { resource: 'event', id, type, entityId, createdAt, _embedded: { entity } } };
}

const part = (resource: string, id: string, status: string, value = '42.50') => ({
  resource,
  id,
  mode: 'live',
  amount: eur(value),
  paymentId: 'tr_5B8cwPMGnU6qLbRvo7qEZo',
  status,
});
const isPaid = () => asked(payment('paid', { amountRefunded: eur('0.00'), amountRemaining: eur('42.50') }));
const paid = 'accepted moneyIn 4250 EUR';

/** What Mollie tells. */
export const mollieHistories = (): readonly ToldHistory[] => [
  {
    what: 'a payment that is open at first',
    deliveries: [asked(payment('open')), isPaid()],
    lines: ['accepted informational', paid, paidWhole],
  },
  ...(['failed', 'expired', 'canceled'] as const).map((status) => ({
    what: `a payment that is ${status}`,
    deliveries: [asked(payment(status))],
    lines: ['accepted failed', left('failed', 0, 0, 0)],
  })),
  {
    what: 'an authorised payment that ran out',
    deliveries: [
      asked(payment('authorized', { authorizedAt: '2026-01-01T00:01:00+00:00', method: 'klarna' })),
      asked(payment('expired', { authorizedAt: '2026-01-01T00:01:00+00:00', method: 'klarna' })),
    ],
    lines: ['accepted authorised 4250 EUR', 'accepted voided', left('open', 0, 0, 0)],
  },
  {
    what: 'a card payment that was captured in part',
    deliveries: [
      asked(payment('authorized', { authorizedAt: '2026-01-01T00:01:00+00:00' })),
      asked(payment('paid', { amountCaptured: eur('30.00') })),
    ],
    lines: [
      'accepted authorised 4250 EUR',
      'accepted moneyIn 3000 EUR',
      left('paid', 3000, 0, 0, 'amount mismatch'),
    ],
  },
  {
    what: 'two refunds of parts, as sums',
    deliveries: [
      isPaid(),
      asked(payment('paid', { amountRefunded: eur('10.00'), amountRemaining: eur('32.50') })),
      asked(payment('paid', { amountRefunded: eur('12.50'), amountRemaining: eur('30.00') })),
    ],
    lines: [
      paid,
      'accepted moneyOut 1000 EUR',
      'accepted moneyOut 1250 EUR',
      left('paid', 4250, 1250, 0, 'partly refunded'),
    ],
  },
  {
    what: 'a refund that failed, so that nothing is refunded any longer',
    deliveries: [
      isPaid(),
      asked(payment('paid', { amountRefunded: eur('10.00') })),
      asked(payment('paid', { amountRefunded: eur('0.00') })),
    ],
    lines: [paid, 'accepted moneyOut 1000 EUR', 'accepted moneyBack', paidWhole],
  },
  {
    what: 'a refund of all',
    deliveries: [
      isPaid(),
      asked(payment('paid', { amountRefunded: eur('42.50'), amountRemaining: eur('0.00') })),
    ],
    lines: [paid, 'accepted moneyOut 4250 EUR', left('refunded', 4250, 4250, 0)],
  },
  {
    what: 'a chargeback that was reversed',
    deliveries: [
      isPaid(),
      asked(payment('paid', { amountChargedBack: eur('42.50') })),
      asked(payment('paid', { amountChargedBack: eur('0.00') })),
    ],
    lines: [paid, 'accepted atRisk 4250 EUR', 'accepted moneyBack', paidWhole],
  },
  {
    what: 'a chargeback beside a refund of a part',
    deliveries: [
      isPaid(),
      asked(payment('paid', { amountRefunded: eur('10.00'), amountChargedBack: eur('32.50') })),
    ],
    lines: [paid, 'accepted moneyOut 1000 EUR', left('disputed', 4250, 1000, 3250)],
  },
  {
    what: 'events that bring their objects along',
    deliveries: [
      event('payment.paid', 'tr_5B8cwPMGnU6qLbRvo7qEZo', payment('paid')),
      event('refund.processing', 're_1', part('refund', 're_1', 'processing', '10.00')),
      event('refund.refunded', 're_1', part('refund', 're_1', 'refunded', '10.00')),
      event('chargeback.received', 'chb_1', part('chargeback', 'chb_1', 'received', '32.50')),
      event('chargeback.reversed', 'chb_1', part('chargeback', 'chb_1', 'reversed', '32.50')),
    ],
    lines: [
      paid,
      'accepted informational',
      'accepted moneyOut 1000 EUR',
      'accepted atRisk 3250 EUR',
      'accepted moneyBack 3250 EUR',
      left('paid', 4250, 1000, 0, 'partly refunded'),
    ],
  },
  {
    what: 'a refund that is told by a sum and by itself',
    deliveries: [
      isPaid(),
      asked(payment('paid', { amountRefunded: eur('10.00') })),
      event('refund.refunded', 're_1', part('refund', 're_1', 'refunded', '10.00')),
    ],
    lines: [
      paid,
      'accepted moneyOut 1000 EUR',
      'accepted moneyOut 1000 EUR',
      left('paid', 4250, 1000, 0, 'partly refunded'),
    ],
  },
  {
    what: 'two captures of parts that are told one by one',
    deliveries: [
      event(
        'payment.authorized',
        'tr_5B8cwPMGnU6qLbRvo7qEZo',
        payment('authorized', { authorizedAt: '2026-01-01T00:01:00+00:00' }),
      ),
      event('capture.succeeded', 'cpt_1', part('capture', 'cpt_1', 'succeeded', '40.00')),
      event('capture.succeeded', 'cpt_2', part('capture', 'cpt_2', 'succeeded', '2.50')),
    ],
    lines: [
      'accepted authorised 4250 EUR',
      'accepted moneyIn 4000 EUR',
      'accepted moneyIn 250 EUR',
      paidWhole,
    ],
  },
  {
    what: 'an order in yen',
    deliveries: [asked(payment('paid', { amount: eur('4250', 'JPY') }))],
    lines: ['accepted moneyIn 4250 JPY', left('paid', 4250, 0, 0)],
    more: inCurrency('JPY', 4250),
  },
  {
    what: 'test money in a live shop',
    deliveries: [asked(payment('paid', { mode: 'test' }))],
    lines: [otherMode, left('open', 0, 0, 0)],
    more: { mode: 'live' },
  },
  {
    what: 'payments of others on the account',
    deliveries: [
      asked(payment('paid', { id: 'tr_5B8cwPMGnU6qLbRvo7qEZo', metadata: null })),
      asked(payment('paid', { metadata: { order_reference: anotherReference } })),
    ],
    lines: [nameless, anothers, left('open', 0, 0, 0)],
  },
  {
    what: 'hints about something else, and one that the answers do not tell of',
    deliveries: [
      { form: { id: 'chb_n9z0tp' } },
      { form: { id: 'ord_1' } },
      { form: 'id=tr_unasked1' },
      { form: 'id=' },
    ],
    lines: [
      unknownKind,
      'accepted informational',
      'ignored Mollie has to be asked about payment tr_unasked1, and the answers do not tell',
      'ignored it cannot be read',
      left('open', 0, 0, 0),
    ],
  },
];
