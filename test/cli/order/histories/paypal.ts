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

/** An event as PayPal documents it, and what PayPal answers when it is asked: an access token comes first. */
function event(
  event_type: string,
  resource: object,
  answers?: readonly unknown[],
  more: object = {},
): object {
  events += 1;
  return {
    body: {
      id: `WH-58D329510W468432D-${events}`,
      event_version: '1.0',
      create_time: new Date(Date.UTC(2026, 0, 1, 0, events)).toISOString(),
      resource_type: 'capture',
      event_type,
      summary: 'A payment event',
      resource,
      links: [],
      ...more,
    },
    ...(answers && {
      answers: [{ access_token: 'A21', token_type: 'Bearer', expires_in: 32400 }, ...answers],
    }),
  };
}

const eur = (value: string, currency_code = 'EUR') => ({ currency_code, value });
const capture = (status: string, more: object = {}) => ({
  id: '42311647XV020574X',
  amount: eur('42.50'),
  custom_id: reference,
  final_capture: true,
  seller_receivable_breakdown: {
    gross_amount: eur('42.50'),
    paypal_fee: eur('1.58'),
    net_amount: eur('40.92'),
  },
  status,
  ...more,
});
const approvedOrder = (more: object = {}) => ({
  id: '5O190127TN364715T',
  intent: 'CAPTURE',
  status: 'APPROVED',
  purchase_units: [{ reference_id: 'default', custom_id: reference, amount: eur('42.50') }],
  ...more,
});
const orderWith = (payments: object, status = 'COMPLETED') =>
  approvedOrder({
    status,
    purchase_units: [{ reference_id: 'default', custom_id: reference, amount: eur('42.50'), payments }],
  });
const refund = (id: string, status: string, value: string, more: object = {}) => ({
  id,
  amount: eur(value),
  custom_id: reference,
  seller_payable_breakdown: { gross_amount: eur(value), total_refunded_amount: eur(value) },
  status,
  links: [
    { href: `https://api.paypal.com/v2/payments/refunds/${id}`, rel: 'self', method: 'GET' },
    { href: 'https://api.paypal.com/v2/payments/captures/42311647XV020574X', rel: 'up', method: 'GET' },
  ],
  ...more,
});
const dispute = (status: string, stage: string, more: object = {}) => ({
  dispute_id: 'PP-D-12345',
  create_time: '2026-01-02T00:00:00.000Z',
  disputed_transactions: [
    { buyer_transaction_id: 'B1', seller_transaction_id: '42311647XV020574X', custom: reference },
  ],
  reason: 'MERCHANDISE_OR_SERVICE_NOT_RECEIVED',
  status,
  dispute_amount: eur('42.50'),
  dispute_life_cycle_stage: stage,
  ...more,
});
const resolved = (outcome_code: string, more: object = {}) =>
  dispute('RESOLVED', 'CHARGEBACK', { dispute_outcome: { outcome_code, ...more } });

/** An event whose resource PayPal gives as it is when it is asked. */
const asked = (event_type: string, resource: object) => event(event_type, resource, [resource]);
const completed = () => asked('PAYMENT.CAPTURE.COMPLETED', capture('COMPLETED'));
const paid = 'accepted moneyIn 4250 EUR';

/** What PayPal tells. */
export const paypalHistories = (): readonly ToldHistory[] => [
  {
    what: 'an approval that the kit captures',
    deliveries: [
      event('CHECKOUT.ORDER.APPROVED', approvedOrder(), [
        approvedOrder(),
        orderWith({ captures: [capture('COMPLETED')] }),
      ]),
      completed(),
    ],
    lines: [paid, paid, paidWhole],
  },
  {
    what: 'an approval of which nobody was asked',
    deliveries: [event('CHECKOUT.ORDER.APPROVED', approvedOrder())],
    lines: ['accepted informational', left('open', 0, 0, 0)],
  },
  {
    what: 'an approval of another amount, which is not captured',
    deliveries: [
      event('CHECKOUT.ORDER.APPROVED', approvedOrder(), [
        approvedOrder({ purchase_units: [{ custom_id: reference, amount: eur('60.00') }] }),
        orderWith({ captures: [capture('COMPLETED', { amount: eur('60.00') })] }),
      ]),
    ],
    lines: ['accepted informational', left('open', 0, 0, 0)],
  },
  {
    what: 'an approval of an order that was paid by then, which is not captured',
    deliveries: [
      completed(),
      event('CHECKOUT.ORDER.APPROVED', approvedOrder({ id: '9X' }), [
        approvedOrder({ id: '9X' }),
        orderWith({ captures: [capture('COMPLETED', { id: 'SECOND' })] }),
      ]),
    ],
    lines: [paid, 'accepted informational', paidWhole],
  },
  {
    what: 'an approval of an order of another shop',
    deliveries: [
      event('CHECKOUT.ORDER.APPROVED', approvedOrder(), [
        approvedOrder({ purchase_units: [{ custom_id: anotherReference, amount: eur('42.50') }] }),
      ]),
    ],
    lines: [anothers, left('open', 0, 0, 0)],
  },
  {
    what: 'a capture that the issuer declined before another card was taken',
    deliveries: [
      event('CHECKOUT.ORDER.APPROVED', approvedOrder(), [
        approvedOrder(),
        {
          name: 'UNPROCESSABLE_ENTITY',
          details: [{ issue: 'INSTRUMENT_DECLINED' }],
          message: 'The requested action could not be performed',
        },
      ]),
      event('CHECKOUT.ORDER.APPROVED', approvedOrder(), [
        approvedOrder(),
        orderWith({ captures: [capture('COMPLETED')] }),
      ]),
    ],
    lines: ['accepted failed', paid, paidWhole],
  },
  {
    what: 'an order with a declined and a completed capture',
    deliveries: [
      asked(
        'CHECKOUT.ORDER.COMPLETED',
        orderWith({ captures: [capture('DECLINED', { id: 'DECLINED1' }), capture('COMPLETED')] }),
      ),
    ],
    lines: [paid, paidWhole],
  },
  {
    what: 'an order that was captured in two parts',
    deliveries: [
      asked(
        'CHECKOUT.ORDER.COMPLETED',
        orderWith({
          captures: [
            capture('COMPLETED', { id: 'PART1', amount: eur('40.00') }),
            capture('COMPLETED', { id: 'PART2', amount: eur('2.50') }),
          ],
        }),
      ),
    ],
    lines: [paid, paidWhole],
  },
  {
    what: 'two refunds of parts',
    deliveries: [
      completed(),
      asked('PAYMENT.CAPTURE.REFUNDED', refund('R1', 'COMPLETED', '10.00')),
      asked('PAYMENT.CAPTURE.REFUNDED', refund('R2', 'COMPLETED', '2.50')),
    ],
    lines: [
      paid,
      'accepted moneyOut 1000 EUR',
      'accepted moneyOut 250 EUR',
      left('paid', 4250, 1250, 0, 'partly refunded'),
    ],
  },
  {
    what: 'a capture that was refunded in part by the time that PayPal was asked',
    deliveries: [
      event('PAYMENT.CAPTURE.COMPLETED', capture('COMPLETED'), [capture('PARTIALLY_REFUNDED')]),
      asked('PAYMENT.CAPTURE.REFUNDED', refund('R1', 'COMPLETED', '10.00')),
    ],
    lines: [
      'accepted moneyOut',
      'accepted moneyOut 1000 EUR',
      left('paid', 4250, 1000, 0, 'partly refunded'),
    ],
  },
  {
    what: 'a capture that was refunded in part, of which nobody told how much',
    deliveries: [event('PAYMENT.CAPTURE.COMPLETED', capture('COMPLETED'), [capture('PARTIALLY_REFUNDED')])],
    lines: ['accepted moneyOut', left('paid', 4250, 0, 0, 'amount unknown')],
  },
  {
    what: 'a refund that is pending and then fails',
    deliveries: [
      completed(),
      asked('PAYMENT.CAPTURE.REFUNDED', refund('R1', 'PENDING', '42.50')),
      asked('PAYMENT.REFUND.FAILED', refund('R1', 'FAILED', '42.50')),
    ],
    lines: [paid, 'accepted informational', 'accepted moneyBack', paidWhole],
  },
  {
    what: 'a capture that is pending and then denied',
    deliveries: [
      asked('PAYMENT.CAPTURE.PENDING', capture('PENDING', { status_details: { reason: 'ECHECK' } })),
      asked('PAYMENT.CAPTURE.DENIED', capture('DECLINED')),
    ],
    lines: ['accepted informational', 'accepted failed', left('failed', 0, 0, 0)],
  },
  {
    what: 'a capture that PayPal reviews and then completes',
    deliveries: [
      asked('PAYMENT.CAPTURE.PENDING', capture('PENDING', { status_details: { reason: 'PENDING_REVIEW' } })),
      completed(),
    ],
    lines: ['accepted review', paid, paidWhole],
  },
  {
    what: 'money that PayPal took back',
    deliveries: [
      completed(),
      event('PAYMENT.CAPTURE.REVERSED', refund('REV1', 'COMPLETED', '42.50'), [
        { name: 'RESOURCE_NOT_FOUND' },
      ]),
    ],
    lines: [paid, 'accepted moneyOut 4250 EUR', left('refunded', 4250, 4250, 0)],
  },
  {
    what: 'money that PayPal took back, and the dispute about it that was lost',
    deliveries: [
      completed(),
      asked('CUSTOMER.DISPUTE.CREATED', dispute('OPEN', 'CHARGEBACK')),
      event('PAYMENT.CAPTURE.REVERSED', refund('REV1', 'COMPLETED', '42.50'), [
        { name: 'RESOURCE_NOT_FOUND' },
      ]),
      asked(
        'CUSTOMER.DISPUTE.RESOLVED',
        resolved('RESOLVED_BUYER_FAVOUR', { amount_refunded: eur('42.50') }),
      ),
    ],
    lines: [
      paid,
      'accepted atRisk 4250 EUR',
      'accepted moneyOut 4250 EUR',
      'accepted moneyOut 4250 EUR',
      left('refunded', 4250, 4250, 0),
    ],
  },
  {
    what: 'a dispute that escalates and is won',
    deliveries: [
      completed(),
      asked('CUSTOMER.DISPUTE.CREATED', dispute('OPEN', 'INQUIRY')),
      asked('CUSTOMER.DISPUTE.UPDATED', dispute('WAITING_FOR_SELLER_RESPONSE', 'INQUIRY')),
      asked('CUSTOMER.DISPUTE.UPDATED', dispute('UNDER_REVIEW', 'CHARGEBACK')),
      asked('CUSTOMER.DISPUTE.RESOLVED', resolved('RESOLVED_SELLER_FAVOUR')),
    ],
    lines: [
      paid,
      'accepted atRisk 4250 EUR',
      'accepted informational',
      'accepted atRisk 4250 EUR',
      'accepted riskEnded',
      paidWhole,
    ],
  },
  {
    what: 'a dispute of which a part was given back',
    deliveries: [
      completed(),
      asked('CUSTOMER.DISPUTE.CREATED', dispute('OPEN', 'INQUIRY', { dispute_amount: eur('20.00') })),
      asked('CUSTOMER.DISPUTE.RESOLVED', resolved('ACCEPTED', { amount_refunded: eur('12.50') })),
    ],
    lines: [
      paid,
      'accepted atRisk 2000 EUR',
      'accepted moneyOut 1250 EUR',
      left('paid', 4250, 1250, 0, 'partly refunded'),
    ],
  },
  {
    what: 'a dispute about a payment of another shop on the account',
    deliveries: [
      completed(),
      asked(
        'CUSTOMER.DISPUTE.CREATED',
        dispute('OPEN', 'INQUIRY', {
          disputed_transactions: [{ seller_transaction_id: 'THEIRS', custom: anotherReference }],
        }),
      ),
    ],
    lines: [paid, anothers, paidWhole],
  },
  {
    what: 'a dispute that is told before the payment and does not name the order',
    deliveries: [
      asked(
        'CUSTOMER.DISPUTE.CREATED',
        dispute('OPEN', 'INQUIRY', {
          disputed_transactions: [{ seller_transaction_id: '42311647XV020574X' }],
        }),
      ),
      completed(),
    ],
    lines: ['accepted atRisk 4250 EUR', paid, left('disputed', 4250, 0, 4250)],
  },
  {
    what: 'an approval that nobody captured in time',
    deliveries: [
      event('CHECKOUT.ORDER.APPROVED', approvedOrder()),
      event('CHECKOUT.PAYMENT-APPROVAL.REVERSED', {
        order_id: '5O190127TN364715T',
        purchase_units: [{ custom_id: reference }],
        payment_source: { ideal: {} },
      }),
    ],
    lines: ['accepted informational', 'accepted voided', left('open', 0, 0, 0)],
  },
  {
    what: 'an authorization that was voided',
    deliveries: [
      asked('PAYMENT.AUTHORIZATION.CREATED', {
        id: 'AUTH1',
        amount: eur('42.50'),
        custom_id: reference,
        status: 'CREATED',
      }),
      asked('PAYMENT.AUTHORIZATION.VOIDED', {
        id: 'AUTH1',
        amount: eur('42.50'),
        custom_id: reference,
        status: 'VOIDED',
      }),
    ],
    lines: ['accepted authorised 4250 EUR', 'accepted voided', left('open', 0, 0, 0)],
  },
  {
    what: 'an order in yen, which PayPal writes without a point',
    deliveries: [asked('PAYMENT.CAPTURE.COMPLETED', capture('COMPLETED', { amount: eur('4250', 'JPY') }))],
    lines: ['accepted moneyIn 4250 JPY', left('paid', 4250, 0, 0)],
    more: inCurrency('JPY', 4250),
  },
  {
    what: 'an order in forints, which PayPal writes without a point',
    deliveries: [asked('PAYMENT.CAPTURE.COMPLETED', capture('COMPLETED', { amount: eur('4250', 'HUF') }))],
    lines: ['accepted moneyIn 425000 HUF', left('paid', 425000, 0, 0)],
    more: inCurrency('HUF', 425000),
  },
  {
    what: 'another shop on the same account, and what is in no table',
    deliveries: [
      asked('PAYMENT.CAPTURE.COMPLETED', capture('COMPLETED', { id: 'THEIRS', custom_id: undefined })),
      asked(
        'PAYMENT.CAPTURE.REFUNDED',
        refund('R9', 'COMPLETED', '42.50', {
          custom_id: undefined,
          links: [{ rel: 'up', href: 'https://api.paypal.com/v2/payments/captures/THEIRS' }],
        }),
      ),
      event('BILLING.SUBSCRIPTION.ACTIVATED', { id: 'I-1' }),
      event('PAYMENT.CAPTURE.UNHEARD-OF', capture('COMPLETED')),
    ],
    lines: [nameless, otherPayment, 'accepted informational', unknownKind, left('open', 0, 0, 0)],
  },
];
