import type { Exchange } from '../exchange.ts';
import type { Confirmation, MerchantAccount } from '../gateway.ts';
import { jsonOf } from '../http.ts';
import { at, entryOf, textAt } from '../json.ts';
import { inquiryType, type UnverifiedNotification } from '../payment-event.ts';
import { refused } from '../session.ts';
import { transactionEvent } from './callback.ts';
import { post } from './session.ts';

/** Asks for the transaction of an event that says too little of it. */
export function* confirmTransaction(
  { deliveryId = '', type, id }: UnverifiedNotification,
  account: MerchantAccount,
): Exchange<Confirmation> {
  if (!/^\d{1,20}$/.test(id)) return { outcome: 'unknown' };
  const response = yield post('getTransactionDetailsRequest', account, { transId: id });
  const transaction = at(jsonOf(response), 'transaction');
  if (textAt(transaction, 'transId') === undefined) return unknownOr(response);
  const transactionType = textAt(transaction, 'transactionType');
  const told = type === inquiryType ? stateOf(transaction) : { id: deliveryId, type };
  if (!told) return { outcome: 'unknown' };
  const event = transactionEvent({ ...told, transaction, transactionType }, account);
  return { outcome: 'confirmed', events: [event] };
}

/** The event that would tell of the state that a sale is in; nothing while it is under way. */
function stateOf(transaction: unknown): { readonly id: string; readonly type: string } | undefined {
  const status = textAt(transaction, 'transactionStatus') ?? '';
  const event = entryOf(ofStatus, status);
  return event === undefined
    ? undefined
    : { id: `${textAt(transaction, 'transId')}:${status}`, type: `net.authorize.payment.${event}` };
}

// https://developer.authorize.net/api/reference/, `transactionStatus`.
const ofStatus: Readonly<Record<string, string>> = {
  capturedPendingSettlement: 'authcapture.created',
  settledSuccessfully: 'authcapture.created',
  authorizedPendingCapture: 'authorization.created',
  // The code of the answer says why nothing was taken.
  declined: 'authcapture.created',
  generalError: 'authcapture.created',
  FDSPendingReview: 'fraud.held',
  FDSAuthorizedPendingReview: 'fraud.held',
  voided: 'void.created',
};

// Its answers always have the status 200, and tell of a transaction that it does not have by a code.
function unknownOr(response: Parameters<typeof refused>[0]): Confirmation {
  const code = textAt(jsonOf(response), 'messages', 'message', 0, 'code');
  return code === 'E00040' ? { outcome: 'unknown' } : refused(response);
}
