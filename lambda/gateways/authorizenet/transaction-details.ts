import type { Exchange } from '../exchange.ts';
import type { Confirmation, MerchantAccount } from '../gateway.ts';
import { jsonOf } from '../http.ts';
import { at, textAt } from '../json.ts';
import type { UnverifiedNotification } from '../payment-event.ts';
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
  const event = transactionEvent({ id: deliveryId, type, transaction, transactionType }, account);
  return { outcome: 'confirmed', events: [event] };
}

// Its answers always have the status 200, and tell of a transaction that it does not have by a code.
function unknownOr(response: Parameters<typeof refused>[0]): Confirmation {
  const code = textAt(jsonOf(response), 'messages', 'message', 0, 'code');
  return code === 'E00040' ? { outcome: 'unknown' } : refused(response);
}
