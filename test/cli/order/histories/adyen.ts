import {
  anothers,
  inCurrency,
  left,
  paidWhole,
  reference,
  repeated,
  type ToldHistory,
  unknownKind,
} from './history.ts';

interface Told {
  readonly psp?: string;
  readonly original?: string | undefined;
  readonly amount?: number;
  readonly currency?: string;
  readonly success?: 'true' | 'false';
  readonly more?: object;
}

const payment = '8515131751004933';

/** An item as Adyen documents it. Whatever is not about the payment itself names it as its original. */
function item(eventCode: string, told: Told = {}): object {
  const isPayment = ['AUTHORISATION', 'EXPIRE', 'OFFER_CLOSED'].includes(eventCode);
  const { psp = isPayment ? payment : `${eventCode}1`, amount = 4250, currency = 'EUR' } = told;
  const { success = 'true', more = {} } = told;
  const original = 'original' in told ? told.original : isPayment ? undefined : payment;
  return {
    NotificationRequestItem: {
      additionalData: {},
      amount: { currency, value: amount },
      eventCode,
      eventDate: '2026-01-01T00:00:00+01:00',
      merchantAccountCode: 'BoutiqueECOM',
      merchantReference: reference,
      ...(original !== undefined && { originalReference: original }),
      paymentMethod: 'visa',
      pspReference: psp,
      reason: '',
      success,
      ...more,
    },
  };
}

const delivery = (...items: readonly object[]) => ({ body: { live: 'true', notificationItems: items } });
const told = (eventCode: string, more: Told = {}) => delivery(item(eventCode, more));
const authorisation = () => told('AUTHORISATION');
const capture = (psp = 'CAP1', amount = 4250) => told('CAPTURE', { psp, amount });
const [authorised, paid] = ['accepted authorised 4250 EUR', 'accepted moneyIn 4250 EUR'];
const atRisk = 'accepted atRisk 4250 EUR';

/** What Adyen tells. */
export const adyenHistories = (): readonly ToldHistory[] => [
  {
    what: 'a payment that was captured by hand',
    deliveries: [authorisation(), capture()],
    lines: [authorised, paid, paidWhole],
  },
  {
    what: 'a payment by a link, which is captured without another word',
    deliveries: [authorisation()],
    lines: [authorised, paidWhole],
    more: { integration: 'redirect' },
  },
  {
    what: 'a payment by a link that was cancelled before it was settled',
    deliveries: [authorisation(), told('CANCELLATION')],
    lines: [authorised, 'accepted voided', left('refunded', 4250, 4250, 0)],
    more: { integration: 'redirect' },
  },
  {
    what: 'an authorisation that was cancelled',
    deliveries: [authorisation(), told('CANCELLATION')],
    lines: [authorised, 'accepted voided', left('open', 0, 0, 0)],
  },
  {
    what: 'an authorisation that ran out',
    deliveries: [authorisation(), told('EXPIRE')],
    lines: [authorised, 'accepted voided 4250 EUR', left('open', 0, 0, 0)],
  },
  {
    what: 'two captures of parts, of which the rest ran out',
    deliveries: [
      authorisation(),
      capture('CAP1', 1000),
      capture('CAP2', 2000),
      told('EXPIRE', { amount: 1250 }),
    ],
    lines: [
      authorised,
      'accepted moneyIn 1000 EUR',
      'accepted moneyIn 2000 EUR',
      'accepted voided 1250 EUR',
      left('paid', 3000, 0, 0, 'amount mismatch'),
    ],
  },
  {
    what: 'a refused payment',
    deliveries: [told('AUTHORISATION', { success: 'false', more: { reason: 'Refused' } })],
    lines: ['accepted failed', left('failed', 0, 0, 0)],
  },
  {
    what: 'a capture that never came about',
    deliveries: [authorisation(), capture(), told('CAPTURE_FAILED')],
    lines: [authorised, paid, 'accepted failed 4250 EUR', left('failed', 0, 0, 0, 'capture failed')],
  },
  {
    what: 'a capture that was refused at once',
    deliveries: [authorisation(), told('CAPTURE', { success: 'false' })],
    lines: [authorised, 'accepted failed', left('authorised', 0, 0, 0)],
  },
  {
    what: 'two refunds of parts, of which one failed',
    deliveries: [
      authorisation(),
      capture(),
      told('REFUND', { psp: 'REF1', amount: 1000 }),
      told('REFUND', { psp: 'REF2', amount: 500 }),
      told('REFUND_FAILED', { psp: 'REF2', amount: 500 }),
    ],
    lines: [
      authorised,
      paid,
      'accepted moneyOut 1000 EUR',
      'accepted moneyOut 500 EUR',
      'accepted moneyBack 500 EUR',
      left('paid', 4250, 1000, 0, 'partly refunded'),
    ],
  },
  {
    what: 'a refund that the bank sent back',
    deliveries: [authorisation(), capture(), told('REFUND', { psp: 'REF1' }), told('REFUNDED_REVERSED')],
    lines: [authorised, paid, 'accepted moneyOut 4250 EUR', 'accepted moneyBack 4250 EUR', paidWhole],
  },
  {
    what: 'a refund that was refused, and one that waits for the capture',
    deliveries: [
      authorisation(),
      told('POSTPONED_REFUND'),
      told('REFUND', { psp: 'REF1', success: 'false' }),
      capture(),
    ],
    lines: [authorised, 'accepted informational', 'accepted informational', paid, paidWhole],
  },
  {
    what: 'a cancellation or refund that says that it was a refund',
    deliveries: [
      authorisation(),
      capture(),
      told('CANCEL_OR_REFUND', { more: { additionalData: { 'modification.action': 'refund' } } }),
    ],
    lines: [authorised, paid, 'accepted moneyOut 4250 EUR', left('refunded', 4250, 4250, 0)],
  },
  {
    what: 'a cancellation or refund that says that it was a cancellation',
    deliveries: [
      authorisation(),
      told('CANCEL_OR_REFUND', { more: { additionalData: { 'modification.action': 'cancel' } } }),
    ],
    lines: [authorised, 'accepted voided', left('open', 0, 0, 0)],
  },
  {
    what: 'a chargeback from its announcement to its defence',
    deliveries: [
      authorisation(),
      capture(),
      told('NOTIFICATION_OF_CHARGEBACK'),
      told('CHARGEBACK'),
      told('INFORMATION_SUPPLIED'),
      told('CHARGEBACK_REVERSED'),
    ],
    lines: [
      authorised,
      paid,
      atRisk,
      atRisk,
      'accepted informational',
      'accepted moneyBack 4250 EUR',
      paidWhole,
    ],
  },
  {
    what: 'a reversed chargeback that does not name the payment',
    deliveries: [
      authorisation(),
      capture(),
      told('CHARGEBACK', { psp: 'CB1' }),
      told('CHARGEBACK_REVERSED', { psp: 'CB1', original: undefined }),
    ],
    lines: [authorised, paid, atRisk, 'accepted moneyBack 4250 EUR', paidWhole],
  },
  {
    what: 'a second chargeback that does not name the payment',
    deliveries: [
      authorisation(),
      capture(),
      told('CHARGEBACK'),
      told('CHARGEBACK_REVERSED'),
      told('SECOND_CHARGEBACK', { original: undefined }),
    ],
    lines: [authorised, paid, atRisk, 'accepted moneyBack 4250 EUR', atRisk, left('disputed', 4250, 0, 4250)],
  },
  {
    what: 'a chargeback that nobody defended, told the wrong way round',
    deliveries: [told('DISPUTE_DEFENSE_PERIOD_ENDED'), told('CHARGEBACK'), capture(), authorisation()],
    lines: ['accepted moneyOut 4250 EUR', atRisk, paid, authorised, left('refunded', 4250, 4250, 0)],
  },
  {
    what: 'an arbitration that was won',
    deliveries: [
      authorisation(),
      capture(),
      told('CHARGEBACK'),
      told('PREARBITRATION_OPEN'),
      told('PREARBITRATION_DECLINED'),
      told('SCHEME_ARBITRATION'),
      told('SCHEME_ARBITRATION_WON'),
    ],
    lines: [
      authorised,
      paid,
      atRisk,
      atRisk,
      'accepted informational',
      atRisk,
      'accepted riskEnded 4250 EUR',
      paidWhole,
    ],
  },
  {
    what: 'a chargeback of a part that was lost in the end',
    deliveries: [
      authorisation(),
      capture(),
      told('CHARGEBACK', { amount: 1000 }),
      told('PREARBITRATION_LOST', { amount: 1000 }),
    ],
    lines: [
      authorised,
      paid,
      'accepted atRisk 1000 EUR',
      'accepted moneyOut 1000 EUR',
      left('paid', 4250, 1000, 0, 'partly refunded'),
    ],
  },
  {
    what: 'a delivery with a payment and its capture',
    deliveries: [delivery(item('AUTHORISATION'), item('CAPTURE', { psp: 'CAP1' }))],
    lines: [paid, paidWhole],
  },
  {
    what: 'a delivery with a refund beside the payment of another order',
    deliveries: [
      authorisation(),
      capture(),
      delivery(
        item('REFUND', { psp: 'REF1', amount: 250 }),
        item('AUTHORISATION', { psp: 'OTHER', more: { merchantReference: 'table 4' } }),
      ),
      delivery(item('AUTHORISATION', { psp: 'OTHER', more: { merchantReference: 'table 4' } })),
    ],
    lines: [
      authorised,
      paid,
      'accepted moneyOut 250 EUR',
      anothers,
      left('paid', 4250, 250, 0, 'partly refunded'),
    ],
  },
  {
    what: 'a warning of fraud, and a review that was closed',
    deliveries: [authorisation(), capture(), told('NOTIFICATION_OF_FRAUD'), told('MANUAL_REVIEW_ACCEPT')],
    lines: [authorised, paid, 'accepted review', 'accepted review', left('paid', 4250, 0, 0)],
  },
  {
    what: 'an order in Bahraini dinars, which have three digits',
    deliveries: [told('AUTHORISATION', { amount: 12345, currency: 'BHD' })],
    lines: ['accepted authorised 12345 BHD', left('paid', 12345, 0, 0)],
    more: { ...inCurrency('BHD', 12345), integration: 'redirect' },
  },
  {
    what: 'an order in Chilean pesos, which Adyen counts in hundredths',
    deliveries: [told('AUTHORISATION', { amount: 425000, currency: 'CLP' })],
    lines: ['accepted authorised 4250 CLP', left('authorised', 0, 0, 0)],
    more: inCurrency('CLP', 4250),
  },
  {
    what: 'reports, fields with a colon, repetitions and what is in no table',
    deliveries: [
      told('REPORT_AVAILABLE', { original: undefined, more: { pspReference: 'report_2026:01.csv' } }),
      told('AUTHORISATION', { more: { merchantReference: 'a:b' } }),
      authorisation(),
      authorisation(),
      told('UNHEARD_OF'),
    ],
    lines: [
      'ignored it is for another merchant account, or its fields can be read in two ways',
      'ignored it is for another merchant account, or its fields can be read in two ways',
      authorised,
      repeated,
      unknownKind,
      left('authorised', 0, 0, 0),
    ],
  },
];
