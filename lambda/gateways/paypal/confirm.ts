import type { Exchange, HttpResponse } from '../exchange.ts';
import type { Confirmation, MerchantAccount } from '../gateway.ts';
import { get, jsonOf } from '../http.ts';
import { at, entryOf, textAt } from '../json.ts';
import type { PaymentEvent, UnverifiedNotification } from '../payment-event.ts';
import { refused } from '../session.ts';
import { capture, declinedAttempt, isApproved, namesOrder } from './capture.ts';
import { eventOf, moneyIn } from './events.ts';
import { resourceEvents, resources } from './resources.ts';
import { type Access, api, askAccess } from './session.ts';

/** Asks for the resource that a notification names. An order that the shopper approved waits to be captured. */
export function* confirmResource(
  notification: UnverifiedNotification,
  account: MerchantAccount,
): Exchange<Confirmation> {
  const { resource: name, id } = notification;
  const resource = entryOf(resources, name);
  if (!resource || !/^[A-Za-z0-9-]{1,64}$/.test(id)) return { outcome: 'unknown' };
  const access = yield* askAccess(account);
  if ('outcome' in access) return access;
  const url = `${api(account)}/${resource.path}/${id}`;
  const response = yield get(url, access.headers);
  const object = jsonOf(response);
  if (name !== 'order' || !isApproved(object)) return confirmationOf(notification, response);
  if (!namesOrder(object)) return { outcome: 'unknown' };
  return {
    outcome: 'capturable',
    event: approvedEvent(notification, object),
    capture: () => captureOrder(notification, object, { url, access }),
  };
}

function approvedEvent(notification: UnverifiedNotification, order: unknown): PaymentEvent {
  const unit = at(order, 'purchase_units', 0);
  const kind = { kind: 'CHECKOUT.ORDER.APPROVED', kindCase: 'approved', id: `${notification.id}:APPROVED` };
  const event = eventOf(notification, kind, { orderReference: textAt(unit, 'custom_id') });
  return { ...event, ...moneyIn(at(unit, 'amount')) };
}

function* captureOrder(
  notification: UnverifiedNotification,
  order: unknown,
  { url, access }: { readonly url: string; readonly access: Access },
): Exchange<Confirmation> {
  const response = yield* capture({ url, headers: access.headers }, notification);
  const failed = declinedAttempt(order, response, notification);
  return failed ? { outcome: 'confirmed', events: [failed] } : confirmationOf(notification, response);
}

function confirmationOf(notification: UnverifiedNotification, response: HttpResponse): Confirmation {
  if (response.status === 404) return { outcome: 'unknown' };
  const object = jsonOf(response);
  const { idNames } = resources[notification.resource] ?? { idNames: [] };
  const isAsked = idNames.some((name) => textAt(object, name) === notification.id);
  const events = isAsked ? resourceEvents(notification, object) : [];
  return events.length > 0 ? { outcome: 'confirmed', events } : refused(response);
}
