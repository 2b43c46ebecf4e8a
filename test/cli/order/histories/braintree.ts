import {
  anotherReference,
  anothers,
  inCurrency,
  left,
  paidWhole,
  reference,
  type ToldHistory,
  unknownKind,
} from './history.ts';

let events = 0;

/** A notification as Braintree makes it, before it is put into base64. */
function notification(kind: string, subject: string): object {
  events += 1;
  const timestamp = new Date(Date.UTC(2026, 0, 1, 0, events)).toISOString();
  return {
    xml: `<notification><timestamp type="datetime">${timestamp}</timestamp><kind>${kind}</kind><subject>${subject}</subject></notification>`,
  };
}

interface Sale {
  readonly id?: string;
  readonly type?: 'sale' | 'credit';
  readonly amount?: string;
  readonly currency?: string;
  readonly orderId?: string | undefined;
  readonly refunded?: string;
}

function transaction({
  id = 'kx2z8nfg',
  type = 'sale',
  amount = '42.50',
  currency = 'EUR',
  ...more
}: Sale = {}) {
  const orderId = 'orderId' in more ? more.orderId : reference;
  return `<transaction><id>${id}</id><status>settled</status><type>${type}</type><currency-iso-code>${currency}</currency-iso-code><amount>${amount}</amount>${
    orderId === undefined ? '<order-id nil="true"/>' : `<order-id>${orderId}</order-id>`
  }${more.refunded ? `<refunded-transaction-id>${more.refunded}</refunded-transaction-id>` : ''}<us-bank-account/></transaction>`;
}

const dispute = (status: string, { id = 'dp1', kind = 'chargeback', amount = '42.50', won = '42.50' } = {}) =>
  `<dispute><id>${id}</id><amount>${amount}</amount><amount-disputed>${amount}</amount-disputed><amount-won>${won}</amount-won><currency-iso-code>EUR</currency-iso-code><kind>${kind}</kind><reason>fraud</reason><status>${status}</status><transaction><id>kx2z8nfg</id><amount>42.50</amount><order-id>${reference}</order-id></transaction></dispute>`;

const settled = () => notification('transaction_settled', transaction());
const credit = (id: string, amount: string) =>
  transaction({ id, type: 'credit', amount, refunded: 'kx2z8nfg' });
const paid = 'accepted moneyIn 4250 EUR';

/** What Braintree tells. */
export const braintreeHistories = (): readonly ToldHistory[] => [
  { what: 'a bank debit that was settled', deliveries: [settled()], lines: [paid, paidWhole] },
  {
    what: 'a sale that was settled and paid out',
    deliveries: [settled(), notification('transaction_disbursed', transaction())],
    lines: [paid, paid, paidWhole],
  },
  {
    what: 'a bank debit that was declined',
    deliveries: [notification('transaction_settlement_declined', transaction())],
    lines: ['accepted failed', left('failed', 0, 0, 0)],
  },
  {
    what: 'a bank debit that the bank took back after it was settled',
    deliveries: [settled(), notification('transaction_settlement_declined', transaction())],
    lines: [paid, 'accepted moneyOut 4250 EUR', left('refunded', 4250, 4250, 0)],
  },
  {
    what: 'two refunds of parts',
    deliveries: [
      settled(),
      notification('transaction_settled', credit('r1', '10.00')),
      notification('transaction_settled', credit('r2', '2.50')),
    ],
    lines: [
      paid,
      'accepted moneyOut 1000 EUR',
      'accepted moneyOut 250 EUR',
      left('paid', 4250, 1250, 0, 'partly refunded'),
    ],
  },
  {
    what: 'a refund that came back',
    deliveries: [
      settled(),
      notification('transaction_settled', credit('r1', '42.50')),
      notification('transaction_settlement_declined', credit('r1', '42.50')),
    ],
    lines: [paid, 'accepted moneyOut 4250 EUR', 'accepted moneyBack 4250 EUR', paidWhole],
  },
  {
    what: 'a refund that failed',
    deliveries: [
      settled(),
      notification('transaction_settled', credit('r1', '42.50')),
      notification(
        'refund_failed',
        `<transaction><id>r1</id><amount>42.50</amount><currency-iso-code>EUR</currency-iso-code><status>processor_declined</status><refunded-transaction-fk>kx2z8nfg</refunded-transaction-fk></transaction>`,
      ),
    ],
    lines: [paid, 'accepted moneyOut 4250 EUR', 'accepted moneyBack 4250 EUR', paidWhole],
  },
  {
    what: 'a chargeback that was won',
    deliveries: [
      settled(),
      notification('dispute_opened', dispute('open')),
      notification('dispute_disputed', dispute('disputed')),
      notification('dispute_under_review', dispute('under_review')),
      notification('dispute_won', dispute('won')),
    ],
    lines: [
      paid,
      'accepted atRisk 4250 EUR',
      'accepted informational',
      'accepted informational',
      'accepted riskEnded 4250 EUR',
      paidWhole,
    ],
  },
  {
    what: 'a chargeback of a part that was lost',
    deliveries: [
      settled(),
      notification('dispute_opened', dispute('open', { amount: '10.00' })),
      notification('dispute_lost', dispute('lost', { amount: '10.00', won: '0.00' })),
    ],
    lines: [
      paid,
      'accepted atRisk 1000 EUR',
      'accepted moneyOut 1000 EUR',
      left('paid', 4250, 1000, 0, 'partly refunded'),
    ],
  },
  {
    what: 'a retrieval that the shop accepted',
    deliveries: [
      settled(),
      notification('dispute_opened', dispute('open', { kind: 'retrieval' })),
      notification('dispute_accepted', dispute('accepted', { kind: 'retrieval' })),
    ],
    lines: [paid, 'accepted atRisk 4250 EUR', 'accepted moneyOut 4250 EUR', left('refunded', 4250, 4250, 0)],
  },
  {
    what: 'a chargeback that was won before a pre-arbitration that was not',
    deliveries: [
      settled(),
      notification('dispute_opened', dispute('open')),
      notification('dispute_won', dispute('won')),
      notification('dispute_opened', dispute('open', { id: 'dp2', kind: 'pre_arbitration' })),
      notification('dispute_expired', dispute('expired', { id: 'dp2', kind: 'pre_arbitration' })),
    ],
    lines: [
      paid,
      'accepted atRisk 4250 EUR',
      'accepted riskEnded 4250 EUR',
      'accepted atRisk 4250 EUR',
      'accepted moneyOut 4250 EUR',
      left('refunded', 4250, 4250, 0),
    ],
  },
  {
    what: 'a dispute that is told before the sale, its end before its beginning',
    deliveries: [
      notification('dispute_auto_accepted', dispute('auto_accepted')),
      notification('dispute_opened', dispute('open')),
      settled(),
    ],
    lines: ['accepted moneyOut 4250 EUR', 'accepted atRisk 4250 EUR', paid, left('refunded', 4250, 4250, 0)],
  },
  {
    what: 'a local payment that waits for the sale of the shop',
    deliveries: [
      notification(
        'local_payment_completed',
        '<local-payment><payment-id>PAY-X</payment-id><payer-id>P1</payer-id><payment-method-nonce>n</payment-method-nonce></local-payment>',
      ),
      notification(
        'local_payment_reversed',
        '<local-payment-reversed><payment-id>PAY-X</payment-id></local-payment-reversed>',
      ),
    ],
    lines: ['accepted authorised', 'accepted voided', left('open', 0, 0, 0)],
  },
  {
    what: 'a local payment with its sale',
    deliveries: [
      notification(
        'local_payment_completed',
        `<local-payment><payment-id>PAY-X</payment-id>${transaction()}</local-payment>`,
      ),
      notification(
        'local_payment_funded',
        `<local-payment-funded><payment-id>PAY-X</payment-id>${transaction()}</local-payment-funded>`,
      ),
    ],
    lines: [paid, paid, paidWhole],
  },
  {
    what: 'a local payment that ran out',
    deliveries: [
      notification(
        'local_payment_expired',
        '<local-payment-expired><payment-id>PAY-X</payment-id></local-payment-expired>',
      ),
    ],
    lines: ['accepted failed', left('failed', 0, 0, 0)],
  },
  {
    what: 'a review that was closed',
    deliveries: [
      settled(),
      notification(
        'transaction_reviewed',
        '<transaction-review><transaction-id>kx2z8nfg</transaction-id><decision>approve</decision><reviewer-email>a@b.example</reviewer-email><reviewed-time type="datetime">2026-01-01T00:00:00Z</reviewed-time></transaction-review>',
      ),
    ],
    lines: [paid, 'accepted review', paidWhole],
  },
  {
    what: 'an order in yen',
    deliveries: [notification('transaction_settled', transaction({ amount: '4250', currency: 'JPY' }))],
    lines: ['accepted moneyIn 4250 JPY', left('paid', 4250, 0, 0)],
    more: inCurrency('JPY', 4250),
  },
  {
    what: 'the sale of another order, the probe of the address, and what is in no table',
    deliveries: [
      notification('transaction_settled', transaction({ id: 'theirs', orderId: anotherReference })),
      notification('check', '<check type="boolean">true</check>'),
      notification('transaction_teleported', transaction()),
      { xml: 'no XML' },
    ],
    lines: [
      anothers,
      'accepted informational',
      unknownKind,
      'ignored it cannot be read',
      left('open', 0, 0, 0),
    ],
  },
  {
    what: 'a notification as the form in which it was posted',
    deliveries: [
      {
        form: {
          bt_signature: 'key|0000000000000000000000000000000000000000',
          bt_payload: Buffer.from(
            `<notification><timestamp type="datetime">2026-01-01T00:00:00Z</timestamp><kind>transaction_settled</kind><subject>${transaction()}</subject></notification>`,
          ).toString('base64'),
        },
      },
    ],
    lines: [paid, paidWhole],
  },
];
