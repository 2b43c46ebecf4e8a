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

/** An event as Authorize.Net documents it, and what it answers when it is asked for the transaction. */
function event(name: string, payload: object, answer?: object): object {
  events += 1;
  return {
    body: {
      notificationId: `d0e8e7fe-c3e7-4add-a480-${String(events).padStart(12, '0')}`,
      eventType: `net.authorize.payment.${name}`,
      eventDate: new Date(Date.UTC(2026, 0, 1, 0, events)).toISOString(),
      webhookId: '63d6fea2-aa13-4b1d-a204-f5fbc15942b7',
      payload,
    },
    ...(answer && {
      answers: [
        {
          transaction: answer,
          messages: { resultCode: 'Ok', message: [{ code: 'I00001', text: 'Successful.' }] },
        },
      ],
    }),
  };
}

const sale = (more: object = {}) => ({
  responseCode: 1,
  authCode: 'LZ6I19',
  avsResponse: 'Y',
  authAmount: 42.5,
  invoiceNumber: reference,
  entityName: 'transaction',
  id: '60020981676',
  ...more,
});
const details = (transactionType: string, more: object = {}) => ({
  transId: '60020981676',
  transactionType,
  transactionStatus: 'capturedPendingSettlement',
  authAmount: 42.5,
  settleAmount: 42.5,
  order: { invoiceNumber: reference },
  ...more,
});
const refund = (id: string, authAmount: number, more: object = {}) =>
  sale({ id, authAmount, authCode: '', avsResponse: 'P', ...more });
const refundDetails = (transId: string, amount: number, more: object = {}) =>
  details('refundTransaction', {
    transId,
    refTransId: '60020981676',
    authAmount: amount,
    settleAmount: amount,
    ...more,
  });

const captured = () => event('authcapture.created', sale());
const [authorised, paid] = ['accepted authorised 4250 USD', 'accepted moneyIn 4250 USD'];
const inDollars = inCurrency('USD', 4250);

/** What Authorize.Net tells. */
export const authorizenetHistories = (): readonly ToldHistory[] =>
  [
    { what: 'a payment that was captured at once', deliveries: [captured()], lines: [paid, paidWhole] },
    {
      what: 'a sale that was voided before it was settled',
      deliveries: [captured(), event('void.created', sale(), details('authCaptureTransaction'))],
      lines: [paid, 'accepted voided', left('refunded', 4250, 4250, 0)],
    },
    {
      what: 'an authorisation that was voided',
      deliveries: [
        event('authorization.created', sale()),
        event('void.created', sale(), details('authOnlyTransaction')),
      ],
      lines: [authorised, 'accepted voided', left('open', 0, 0, 0)],
    },
    {
      what: 'a void that is told before the sale',
      deliveries: [event('void.created', sale()), captured()],
      lines: ['accepted voided', paid, left('refunded', 4250, 4250, 0)],
    },
    {
      what: 'an authorisation of which a part was captured',
      deliveries: [
        event('authorization.created', sale()),
        event('priorAuthCapture.created', sale({ authAmount: 10 })),
      ],
      lines: [authorised, 'accepted moneyIn 1000 USD', left('paid', 1000, 0, 0, 'amount mismatch')],
    },
    {
      what: 'a declined payment',
      deliveries: [event('authcapture.created', sale({ responseCode: 2 }))],
      lines: ['accepted failed', left('failed', 0, 0, 0)],
    },
    {
      what: 'a payment that was held and then approved',
      deliveries: [
        event('authcapture.created', sale({ responseCode: 4 })),
        event('fraud.held', sale({ responseCode: 4 })),
        event('fraud.approved', sale(), details('authCaptureTransaction')),
      ],
      lines: ['accepted review', 'accepted review', paid, paidWhole],
    },
    {
      what: 'an authorisation that was held and then approved',
      deliveries: [
        event('fraud.held', sale({ responseCode: 4 })),
        event('fraud.approved', sale(), details('authOnlyTransaction')),
      ],
      lines: ['accepted review', authorised, left('authorised', 0, 0, 0)],
    },
    {
      what: 'a payment that was held and then declined',
      deliveries: [event('fraud.held', sale({ responseCode: 4 })), event('fraud.declined', sale())],
      lines: ['accepted review', 'accepted failed', left('failed', 0, 0, 0)],
    },
    {
      what: 'two refunds of parts',
      deliveries: [
        captured(),
        event('refund.created', refund('60020981700', 10), refundDetails('60020981700', 10)),
        event('refund.created', refund('60020981701', 2.5), refundDetails('60020981701', 2.5)),
      ],
      lines: [
        paid,
        'accepted moneyOut 1000 USD',
        'accepted moneyOut 250 USD',
        left('paid', 4250, 1250, 0, 'partly refunded'),
      ],
    },
    {
      what: 'a refund without the number of the invoice',
      deliveries: [
        captured(),
        event(
          'refund.created',
          refund('60020981700', 42.5, { invoiceNumber: undefined }),
          refundDetails('60020981700', 42.5, { order: {} }),
        ),
      ],
      lines: [paid, 'accepted moneyOut 4250 USD', left('refunded', 4250, 4250, 0)],
    },
    {
      what: 'a refund without the number of the invoice, of which nobody was asked',
      deliveries: [
        captured(),
        event('refund.created', refund('60020981700', 42.5, { invoiceNumber: undefined })),
      ],
      lines: [paid, 'accepted moneyOut 4250 USD', left('refunded', 4250, 4250, 0)],
    },
    {
      what: 'a refund that was voided, of neither of which anybody was asked',
      deliveries: [
        captured(),
        event('refund.created', refund('60020981700', 42.5)),
        event('void.created', refund('60020981700', 42.5)),
      ],
      lines: [paid, 'accepted moneyOut 4250 USD', 'accepted voided', paidWhole],
    },
    {
      what: 'a refund that was voided',
      deliveries: [
        captured(),
        event('refund.created', refund('60020981700', 42.5), refundDetails('60020981700', 42.5)),
        event('void.created', refund('60020981700', 42.5), refundDetails('60020981700', 42.5)),
      ],
      lines: [paid, 'accepted moneyOut 4250 USD', 'accepted moneyBack 4250 USD', paidWhole],
    },
    {
      what: 'a refund of which nobody was asked',
      deliveries: [captured(), event('refund.created', refund('60020981700', 10))],
      lines: [paid, 'accepted moneyOut 1000 USD', left('paid', 4250, 1000, 0, 'partly refunded')],
    },
    {
      what: 'an address that the issuer does not know',
      deliveries: [event('authcapture.created', sale({ avsResponse: 'N' }))],
      lines: [paid, left('paid', 4250, 0, 0, 'avs postal code mismatch, avs street mismatch')],
    },
    {
      what: 'a till on the same account, and what is in no table',
      deliveries: [
        event('authcapture.created', sale({ id: '1', invoiceNumber: 'TABLE-4' })),
        event('authcapture.created', sale({ id: '2', invoiceNumber: anotherReference })),
        event('teleport.created', sale()),
      ],
      lines: [anothers, anothers, unknownKind, left('open', 0, 0, 0)],
    },
  ].map((history) => ({ ...history, more: inDollars }));
