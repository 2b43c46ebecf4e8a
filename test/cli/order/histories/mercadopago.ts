import {
  anothers,
  inCurrency,
  left,
  nameless,
  otherMode,
  paidWhole,
  reference,
  type ToldHistory,
} from './history.ts';

let events = 0;

/** A webhook as Mercado Pago documents it, and what it answers when it is asked. */
function webhook(type: string, id: string, answers: readonly unknown[], more: object = {}): object {
  events += 1;
  return {
    query: { 'data.id': id, type },
    body: {
      action: `${type}.updated`,
      api_version: 'v1',
      data: { id },
      date_created: '2026-01-01T00:00:00Z',
      id: 1000 + events,
      live_mode: true,
      type,
      user_id: '44444',
      ...more,
    },
    ...(answers.length > 0 && { answers }),
  };
}

const payment = (status: string, status_detail: string, more: object = {}) => ({
  id: 20359978,
  captured: true,
  currency_id: 'BRL',
  external_reference: reference,
  live_mode: true,
  refunds: [],
  status,
  status_detail,
  transaction_amount: 42.5,
  transaction_amount_refunded: 0,
  transaction_details: { net_received_amount: 40.4, total_paid_amount: 42.5 },
  ...more,
});
const asked = (answer: object) => webhook('payment', '20359978', [answer]);
const approved = () => asked(payment('approved', 'accredited'));
const paid = 'accepted moneyIn 4250 BRL';
const ofReal = inCurrency('BRL', 4250);

/** What Mercado Pago tells. */
export const mercadopagoHistories = (): readonly ToldHistory[] =>
  [
    {
      what: 'a payment that is pending at first',
      deliveries: [asked(payment('pending', 'pending_waiting_transfer')), approved()],
      lines: ['accepted informational', paid, paidWhole],
    },
    {
      what: 'a payment that was refused before another one',
      deliveries: [asked(payment('rejected', 'cc_rejected_insufficient_amount', { id: 1 })), approved()],
      lines: ['accepted failed', paid, paidWhole],
    },
    {
      what: 'a payment that was cancelled before anybody paid',
      deliveries: [
        asked(payment('pending', 'pending_waiting_payment')),
        asked(payment('cancelled', 'expired')),
      ],
      lines: ['accepted informational', 'accepted failed', left('failed', 0, 0, 0)],
    },
    {
      what: 'an authorisation that was released',
      deliveries: [
        asked(payment('authorized', 'pending_capture', { captured: false })),
        asked(payment('cancelled', 'by_collector', { captured: false })),
      ],
      lines: ['accepted authorised 4250 BRL', 'accepted voided', left('open', 0, 0, 0)],
    },
    {
      what: 'a payment that somebody has to look at, and that is approved then',
      deliveries: [asked(payment('in_process', 'pending_review_manual')), approved()],
      lines: ['accepted review', paid, paidWhole],
    },
    {
      what: 'two refunds of parts, as sums',
      deliveries: [
        approved(),
        asked(payment('approved', 'partially_refunded', { transaction_amount_refunded: 10 })),
        asked(payment('approved', 'partially_refunded', { transaction_amount_refunded: 12.5 })),
      ],
      lines: [
        paid,
        'accepted moneyOut 1000 BRL',
        'accepted moneyOut 1250 BRL',
        left('paid', 4250, 1250, 0, 'partly refunded'),
      ],
    },
    {
      what: 'a refund of all',
      deliveries: [approved(), asked(payment('refunded', 'refunded', { transaction_amount_refunded: 42.5 }))],
      lines: [paid, 'accepted moneyOut 4250 BRL', left('refunded', 4250, 4250, 0)],
    },
    {
      what: 'a refund that failed, so that nothing is refunded any longer',
      deliveries: [
        approved(),
        asked(payment('approved', 'partially_refunded', { transaction_amount_refunded: 10 })),
        approved(),
      ],
      lines: [paid, 'accepted moneyOut 1000 BRL', 'accepted moneyBack', paidWhole],
    },
    {
      what: 'a mediation that ended for the shop',
      deliveries: [approved(), asked(payment('in_mediation', 'pending')), approved()],
      lines: [paid, 'accepted atRisk 4250 BRL', 'accepted riskEnded', paidWhole],
    },
    {
      what: 'a chargeback that was lost',
      deliveries: [
        approved(),
        asked(payment('charged_back', 'in_process')),
        asked(payment('charged_back', 'settled')),
      ],
      lines: [
        paid,
        'accepted atRisk 4250 BRL',
        'accepted moneyOut 4250 BRL',
        left('refunded', 4250, 4250, 0),
      ],
    },
    {
      what: 'a chargeback that was won',
      deliveries: [
        approved(),
        asked(payment('charged_back', 'in_process')),
        asked(payment('charged_back', 'reimbursed')),
      ],
      lines: [paid, 'accepted atRisk 4250 BRL', 'accepted moneyBack 4250 BRL', paidWhole],
    },
    {
      what: 'a notification of a chargeback, which leads to the payment',
      deliveries: [
        approved(),
        webhook('topic_chargebacks_wh', '217000061680860000', [
          {
            id: '217000061680860000',
            amount: 42.5,
            currency: 'BRL',
            coverage_applied: null,
            documentation_status: 'pending',
            payments: [20359978],
          },
          payment('charged_back', 'in_process'),
        ]),
      ],
      lines: [paid, 'accepted atRisk 4250 BRL', left('disputed', 4250, 0, 4250)],
    },
    {
      what: 'a claim',
      deliveries: [
        approved(),
        webhook('topic_claims_integration_wh', '5038594113', [
          { id: 5038594113, resource: 'payment', resource_id: 20359978, stage: 'claim', status: 'opened' },
        ]),
      ],
      lines: [paid, 'accepted atRisk', left('disputed', 4250, 0, 4250)],
    },
    {
      what: 'a warning not to ship',
      deliveries: [
        approved(),
        webhook('stop_delivery_op_wh', '123', [payment('approved', 'accredited')], {
          data: { id: '123', payment_id: 20359978 },
        }),
      ],
      lines: [paid, 'accepted review', left('paid', 4250, 0, 0, 'fraud review')],
    },
    {
      what: 'an older notification, which is signed by nobody',
      deliveries: [
        { query: '?topic=payment&id=20359978', answers: [payment('approved', 'accredited')] },
        { query: '?topic=merchant_order&id=5', body: { resource: 'x', topic: 'merchant_order' } },
      ],
      lines: [paid, 'accepted informational', paidWhole],
    },
    {
      what: 'test money, and payments of others',
      deliveries: [
        asked(payment('approved', 'accredited', { live_mode: false })),
        asked(payment('approved', 'accredited', { id: 7, external_reference: null })),
        asked(payment('approved', 'accredited', { id: 8, external_reference: 'table 4' })),
      ],
      lines: [otherMode, nameless, anothers, left('open', 0, 0, 0)],
      more: { mode: 'live' },
    },
  ].map(({ more = {}, ...history }: ToldHistory) => ({ ...history, more: { ...ofReal, ...more } }));

/** What Mercado Pago tells in a currency without cents. */
export const mercadopagoPesos: ToldHistory = {
  what: 'an order in Chilean pesos',
  deliveries: [asked(payment('approved', 'accredited', { currency_id: 'CLP', transaction_amount: 4250 }))],
  lines: ['accepted moneyIn 4250 CLP', left('paid', 4250, 0, 0)],
  more: inCurrency('CLP', 4250),
};
