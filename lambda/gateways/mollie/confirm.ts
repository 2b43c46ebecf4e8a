import { inMode, modeOfWord } from '../events.ts';
import type { Exchange } from '../exchange.ts';
import type { Confirmation, MerchantAccount } from '../gateway.ts';
import { get, jsonOf } from '../http.ts';
import { textAt } from '../json.ts';
import type { UnverifiedNotification } from '../payment-event.ts';
import { refused } from '../session.ts';
import { entityEvents, otherEvent } from './objects.ts';
import { authorization } from './session.ts';

/** Asks for the object that a notification names. */
export function* confirmObject(
  notification: UnverifiedNotification,
  account: MerchantAccount,
  now: Date,
): Exchange<Confirmation> {
  const { type, resource, id } = notification;
  if (resource === 'order' || resource === 'other') {
    return { outcome: 'confirmed', events: [otherEvent(`${resource}:${id}`, type)] };
  }
  const path = pathOf(notification);
  if (path === undefined) return { outcome: 'unknown' };
  const response = yield get(`https://api.mollie.com/v2/${path}`, authorization(account));
  if (response.status === 404) return { outcome: 'unknown' };
  const entity = jsonOf(response);
  const mode = modeOfWord(textAt(entity, 'mode'));
  const events = entity === undefined ? [] : entityEvents(notification, entity, now.getTime());
  if (events.length === 0) return refused(response);
  return { outcome: 'confirmed', events: events.map((event) => inMode(event, mode, account)) };
}

const isId = /^[a-z]{2,8}_\w{1,40}$/;

// Refunds, chargebacks and captures are found below their payment only.
function pathOf({ resource, id, parentId }: UnverifiedNotification): string | undefined {
  if (!isId.test(id)) return undefined;
  if (resource === 'payment' || resource === 'payment-link') return `${resource}s/${id}`;
  return parentId !== undefined && isId.test(parentId)
    ? `payments/${parentId}/${resource}s/${id}`
    : undefined;
}
