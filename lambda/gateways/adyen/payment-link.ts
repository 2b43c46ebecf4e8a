import type { Exchange } from '../exchange.ts';
import type { Confirmation, MerchantAccount } from '../gateway.ts';
import { get, jsonOf } from '../http.ts';
import { integerAt, textAt } from '../json.ts';
import { fromGatewayUnits } from '../money.ts';
import type { PaymentEvent, UnverifiedNotification } from '../payment-event.ts';
import { refused } from '../session.ts';
import { nothingYet, snapshotOf } from '../snapshot.ts';
import { classOf, digits } from './callback.ts';
import { keyOf, linkUrl } from './session.ts';

/**
 * Asks what became of a payment link. Adyen has no search by the shop's reference, and of a session for its script it tells only
 * whoever holds what the script gave to the shopper's browser.
 */
export function* confirmLink(
  { resource, id }: UnverifiedNotification,
  account: MerchantAccount,
): Exchange<Confirmation> {
  if (resource !== 'payment link' || !/^[\w-]{1,128}$/.test(id)) return { outcome: 'unknown' };
  const response = yield get(linkUrl(id, account), keyOf(account));
  if (response.status === 404) return { outcome: 'unknown' };
  const link = jsonOf(response);
  const status = textAt(link, 'status');
  if (textAt(link, 'id') !== id || status === undefined) return refused(response);
  return { outcome: 'confirmed', events: [linkEvent(link, id, status)] };
}

function linkEvent(link: unknown, id: string, status: string): PaymentEvent {
  const about = { orderReference: textAt(link, 'reference') };
  const tell = snapshotOf(classOf, id, about);
  if (status === 'completed') {
    const currency = textAt(link, 'amount', 'currency');
    const amountMinor = fromGatewayUnits(integerAt(link, 'amount', 'value'), currency, digits);
    const money = amountMinor === undefined ? {} : { amountMinor, currency };
    // The link does not name its payment, which is the only one that it takes. The kit has it captured without delay.
    const effect = { kind: 'authorised', capturesAtOnce: true } as const;
    return tell({ kind: 'AUTHORISATION', kindCase: 'true' }, { ...money, effect });
  }
  if (status === 'expired') return tell({ kind: 'OFFER_CLOSED' });
  return nothingYet(id, about);
}
