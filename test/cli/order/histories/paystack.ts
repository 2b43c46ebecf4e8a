import {
  anothers,
  inCurrency,
  left,
  otherMode,
  paidWhole,
  reference,
  type ToldHistory,
  unknownKind,
} from './history.ts';

const charge = (more: object = {}) => ({
  event: 'charge.success',
  data: {
    id: 302961,
    domain: 'live',
    status: 'success',
    reference: `${reference}.1`,
    amount: 4250,
    gateway_response: 'Approved',
    channel: 'card',
    currency: 'NGN',
    metadata: { order_reference: reference },
    fees: 64,
    requested_amount: 4250,
    ...more,
  },
});
const refund = (state: string, refund_reference: string, amount: string, more: object = {}) => ({
  event: `refund.${state}`,
  data: {
    status: state,
    transaction_reference: `${reference}.1`,
    refund_reference,
    amount,
    currency: 'NGN',
    processor: 'instant-transfer',
    customer: { email: 'shopper@example.com' },
    integration: 463433,
    domain: 'live',
    ...more,
  },
});
const dispute = (name: string, refund_amount: number, more: object = {}) => ({
  event: `charge.dispute.${name}`,
  data: {
    id: 358950,
    refund_amount,
    currency: 'NGN',
    status: 'awaiting-merchant-feedback',
    resolution: null,
    domain: 'live',
    transaction: { id: 302961, domain: 'live', reference: `${reference}.1`, amount: 4250, currency: 'NGN' },
    category: 'chargeback',
    ...more,
  },
});
const told = (body: object) => ({ body });
const paid = 'accepted moneyIn 4250 NGN';
const inNaira = inCurrency('NGN', 4250);

/** What Paystack tells. */
export const paystackHistories = (): readonly ToldHistory[] =>
  [
    { what: 'a charge', deliveries: [told(charge())], lines: [paid, paidWhole] },
    {
      what: 'a charge of which a part was paid',
      deliveries: [told(charge({ amount: 1000 }))],
      lines: ['accepted moneyIn 1000 NGN', left('paid', 1000, 0, 0, 'amount mismatch')],
    },
    {
      what: 'a charge that failed before another one',
      deliveries: [
        told({ ...charge({ id: 1, reference: `${reference}.0`, status: 'failed' }), event: 'charge.failed' }),
        told(charge()),
      ],
      lines: ['accepted failed', paid, paidWhole],
    },
    {
      what: 'two refunds of parts, whose amounts are text',
      deliveries: [
        told(charge()),
        told(refund('pending', 'TRF_1', '1000')),
        told(refund('processing', 'TRF_1', '1000')),
        told(refund('processed', 'TRF_1', '1000')),
        told(refund('processed', 'TRF_2', '250')),
      ],
      lines: [
        paid,
        'accepted informational',
        'accepted informational',
        'accepted moneyOut 1000 NGN',
        'accepted moneyOut 250 NGN',
        left('paid', 4250, 1250, 0, 'partly refunded'),
      ],
    },
    {
      what: 'a refund that failed',
      deliveries: [told(charge()), told(refund('failed', 'TRF_1', '4250'))],
      lines: [paid, 'accepted informational', paidWhole],
    },
    {
      what: 'a refund of all that is told first, of a payment with a reference of the team',
      deliveries: [
        told(refund('processed', 'TRF_1', '4250', { transaction_reference: 'T685312322670591' })),
        told(charge({ reference: 'T685312322670591' })),
      ],
      lines: ['accepted moneyOut 4250 NGN', paid, left('refunded', 4250, 4250, 0)],
    },
    {
      what: 'a dispute that the shop accepted',
      deliveries: [
        told(charge()),
        told(dispute('create', 4250)),
        told(dispute('remind', 4250)),
        told(dispute('resolve', 4250, { status: 'resolved', resolution: 'merchant-accepted' })),
      ],
      lines: [
        paid,
        'accepted atRisk 4250 NGN',
        'accepted atRisk 4250 NGN',
        'accepted moneyOut 4250 NGN',
        left('refunded', 4250, 4250, 0),
      ],
    },
    {
      what: 'a dispute of a part that was declined',
      deliveries: [
        told(charge()),
        told(dispute('create', 1000)),
        told(dispute('resolve', 1000, { status: 'resolved', resolution: 'declined' })),
      ],
      lines: [paid, 'accepted atRisk 1000 NGN', 'accepted riskEnded 1000 NGN', paidWhole],
    },
    {
      what: 'a dispute that is told before the charge, of a payment with a reference of the team',
      deliveries: [
        told(
          dispute('create', 4250, {
            transaction: { id: 302961, reference: 'T1', currency: 'NGN', amount: 4250 },
          }),
        ),
        told(charge({ reference: 'T1' })),
      ],
      lines: ['accepted atRisk 4250 NGN', paid, left('disputed', 4250, 0, 4250)],
    },
    {
      what: 'test money in a live shop',
      deliveries: [
        told(charge({ domain: 'test' })),
        told(refund('processed', 'TRF_1', '4250', { domain: 'test' })),
      ],
      lines: [otherMode, otherMode, left('open', 0, 0, 0)],
      more: { mode: 'live' },
    },
    {
      what: 'a till on the same account, and what is in no table',
      deliveries: [
        told(charge({ id: 9, reference: 'TABLE-4', metadata: '' })),
        told(refund('processed', 'TRF_9', '4250', { transaction_reference: 'TABLE-4' })),
        told({ event: 'transfer.success', data: { id: 1, domain: 'live', amount: 100 } }),
        told({ event: 'charge.teleported', data: { id: 1 } }),
      ],
      lines: [anothers, anothers, 'accepted informational', unknownKind, left('open', 0, 0, 0)],
    },
  ].map(({ more = {}, ...history }: ToldHistory) => ({ ...history, more: { ...inNaira, ...more } }));

/** What Paystack tells of an order in a currency of another country. */
export const paystackRand: ToldHistory = {
  what: 'an order in rand',
  deliveries: [told(charge({ currency: 'ZAR' }))],
  lines: ['accepted moneyIn 4250 ZAR', left('paid', 4250, 0, 0)],
  more: inCurrency('ZAR', 4250),
};
