import {
  anotherReference,
  anothers,
  inCurrency,
  left,
  nameless,
  paidWhole,
  reference,
  repeated,
  type ToldHistory,
  unknownKind,
} from './history.ts';

let events = 0;

/** An event as Checkout.com documents it. */
function event(type: string, data: object, id?: string): object {
  events += 1;
  return {
    body: {
      id: id ?? `evt_az5sblvku4ge3dwpztvyizga${events}`,
      type,
      version: '1.0.0',
      created_on: new Date(Date.UTC(2026, 0, 1, 0, events)).toISOString(),
      data,
      _links: { self: { href: 'https://api.checkout.com/workflows/events/evt' } },
    },
  };
}

let actions = 0;
const payment = (amount: number, more: object = {}) => {
  actions += 1;
  return {
    id: 'pay_mbabizu24mvu3mela5njyhpit4',
    action_id: `act_y3oqhf46pyzuxjbcn2giaqnb${actions}`,
    reference,
    amount,
    currency: 'EUR',
    response_code: '10000',
    response_summary: 'Approved',
    balances: { total_authorized: 4250, total_captured: amount, total_refunded: 0 },
    metadata: {},
    ...more,
  };
};
const dispute = (amount = 4250, more: object = {}) => ({
  id: 'dsp_bc94ebda8d275i461229',
  category: 'fraudulent',
  amount,
  currency: 'EUR',
  reason_code: '10.4',
  payment_id: 'pay_mbabizu24mvu3mela5njyhpit4',
  payment_reference: reference,
  payment_arn: '74548994294293566471942',
  ...more,
});

const approved = () => event('payment_approved', payment(4250));
const captured = (amount = 4250) => event('payment_captured', payment(amount));
const [authorised, paid] = ['accepted authorised 4250 EUR', 'accepted moneyIn 4250 EUR'];

/** What Checkout.com tells. */
export const checkoutcomHistories = (): readonly ToldHistory[] => [
  {
    what: 'a payment that was captured',
    deliveries: [approved(), captured()],
    lines: [authorised, paid, paidWhole],
  },
  {
    what: 'a capture that is told before the approval',
    deliveries: [captured(), approved()],
    lines: [paid, authorised, paidWhole],
  },
  {
    what: 'an approval that was voided',
    deliveries: [approved(), event('payment_voided', payment(4250))],
    lines: [authorised, 'accepted voided', left('open', 0, 0, 0)],
  },
  {
    what: 'two captures of parts, and the rest voided',
    deliveries: [approved(), captured(1000), captured(2000), event('payment_voided', payment(1250))],
    lines: [
      authorised,
      'accepted moneyIn 1000 EUR',
      'accepted moneyIn 2000 EUR',
      'accepted voided',
      left('paid', 3000, 0, 0, 'amount mismatch'),
    ],
  },
  {
    what: 'two refunds of parts',
    deliveries: [
      approved(),
      captured(),
      event('payment_refund_pending', payment(1000)),
      event('payment_refunded', payment(1000)),
      event('payment_refunded', payment(500)),
    ],
    lines: [
      authorised,
      paid,
      'accepted informational',
      'accepted moneyOut 1000 EUR',
      'accepted moneyOut 500 EUR',
      left('paid', 4250, 1500, 0, 'partly refunded'),
    ],
  },
  {
    what: 'a refund with a reference of its own, told first',
    deliveries: [event('payment_refunded', payment(4250, { reference: 'RETURN-17' })), captured()],
    lines: ['accepted moneyOut 4250 EUR', paid, left('refunded', 4250, 4250, 0)],
  },
  {
    what: 'a refund that was declined',
    deliveries: [approved(), captured(), event('payment_refund_declined', payment(4250))],
    lines: [authorised, paid, 'accepted informational', paidWhole],
  },
  {
    what: 'a bank debit that was taken back',
    deliveries: [approved(), captured(), event('payment_returned', payment(4250))],
    lines: [authorised, paid, 'accepted moneyOut 4250 EUR', left('refunded', 4250, 4250, 0)],
  },
  ...(['declined', 'canceled', 'expired', 'authentication_failed'] as const).map((end) => ({
    what: `a payment that ended as ${end}`,
    deliveries: [event(`payment_${end}`, payment(4250))],
    lines: ['accepted failed', left('failed', 0, 0, 0)],
  })),
  {
    what: 'a capture that was declined',
    deliveries: [approved(), event('payment_capture_declined', payment(4250))],
    lines: [authorised, 'accepted failed', left('authorised', 0, 0, 0)],
  },
  {
    what: 'an authorisation that grew',
    deliveries: [
      event('payment_approved', payment(4000)),
      event(
        'payment_authorization_incremented',
        payment(250, { balances: { total_authorized: 4250, total_captured: 0 } }),
      ),
    ],
    lines: ['accepted authorised 4000 EUR', authorised, left('authorised', 0, 0, 0)],
  },
  {
    what: 'a dispute that was won',
    deliveries: [
      captured(),
      event('dispute_received', dispute()),
      event('dispute_evidence_required', dispute()),
      event('dispute_evidence_submitted', dispute()),
      event('dispute_won', dispute()),
    ],
    lines: [
      paid,
      'accepted atRisk 4250 EUR',
      'accepted atRisk 4250 EUR',
      'accepted informational',
      'accepted riskEnded 4250 EUR',
      paidWhole,
    ],
  },
  {
    what: 'a dispute that only asked for evidence and was not contested',
    deliveries: [
      captured(),
      event('dispute_evidence_required', dispute(1000)),
      event('dispute_expired', dispute(1000)),
    ],
    lines: [
      paid,
      'accepted atRisk 1000 EUR',
      'accepted moneyOut 1000 EUR',
      left('paid', 4250, 1000, 0, 'partly refunded'),
    ],
  },
  {
    what: 'a dispute that was lost, contested before the scheme, and won there',
    deliveries: [
      captured(),
      event('dispute_evidence_required', dispute()),
      event('dispute_lost', dispute()),
      event('dispute_arbitration_sent_to_scheme', dispute()),
      event('dispute_arbitration_won', dispute()),
    ],
    lines: [
      paid,
      'accepted atRisk 4250 EUR',
      'accepted moneyOut 4250 EUR',
      'accepted atRisk 4250 EUR',
      'accepted riskEnded 4250 EUR',
      paidWhole,
    ],
  },
  {
    what: 'a request for information, and a dispute that the issuer withdrew',
    deliveries: [
      captured(),
      event('request_for_information_received', dispute()),
      event('dispute_received', dispute()),
      event('dispute_canceled', dispute()),
    ],
    lines: [
      paid,
      'accepted atRisk 4250 EUR',
      'accepted atRisk 4250 EUR',
      'accepted riskEnded 4250 EUR',
      paidWhole,
    ],
  },
  {
    what: 'a dispute that the scheme resolved by giving the money back',
    deliveries: [
      captured(),
      event('dispute_resolved', dispute(4250, { resolved_reason: 'rapid_dispute_resolution' })),
    ],
    lines: [paid, 'accepted moneyOut 4250 EUR', left('refunded', 4250, 4250, 0)],
  },
  {
    what: 'a dispute about money that was refunded before',
    deliveries: [
      captured(),
      event('payment_refunded', payment(4250)),
      event('dispute_received', dispute()),
      event('dispute_resolved', dispute(4250, { resolved_reason: 'already_refunded' })),
    ],
    lines: [
      paid,
      'accepted moneyOut 4250 EUR',
      'accepted atRisk 4250 EUR',
      'accepted riskEnded',
      left('refunded', 4250, 4250, 0),
    ],
  },
  {
    what: 'an order in Bahraini dinars, which have three digits',
    deliveries: [event('payment_captured', payment(12340, { currency: 'BHD' }))],
    lines: ['accepted moneyIn 12340 BHD', left('paid', 12340, 0, 0)],
    more: inCurrency('BHD', 12340),
  },
  {
    what: 'an order in won',
    deliveries: [event('payment_captured', payment(4250, { currency: 'KRW' }))],
    lines: ['accepted moneyIn 4250 KRW', left('paid', 4250, 0, 0)],
    more: inCurrency('KRW', 4250),
  },
  {
    what: 'payments of others, repetitions, and what is in no table',
    deliveries: [
      event('payment_captured', payment(4250, { id: 'pay_theirs', reference: anotherReference })),
      event('payment_captured', payment(4250, { id: 'pay_none', reference: null })),
      event('payment_approved', payment(4250), 'evt_same'),
      event('payment_approved', payment(4250), 'evt_same'),
      event('payment_teleported', payment(4250)),
    ],
    lines: [anothers, nameless, authorised, repeated, unknownKind, left('authorised', 0, 0, 0)],
  },
];
