import type { Exchange, HttpRequest, HttpResponse } from '../exchange.ts';
import { get, postJson } from '../http.ts';
import { parseJson, textAt } from '../json.ts';
import type { PaymentEvent, UnverifiedNotification } from '../payment-event.ts';
import issues from './capture-issues.json' with { type: 'json' };
import { eventOf } from './events.ts';

/** Where an order stands at PayPal, and what opens it. */
interface Place {
  readonly url: string;
  readonly headers: HttpRequest['headers'];
}

/** Whether the shopper has agreed to an order, and PayPal waits for the shop to take the money. */
export function isApproved(order: unknown): boolean {
  return textAt(order, 'status') === 'APPROVED';
}

/** Whether it is the shop that made an order: another seller with the same account names none of its own in it. */
export function namesOrder(order: unknown): boolean {
  return textAt(order, 'purchase_units', 0, 'custom_id') !== undefined;
}

/**
 * Takes the money of an approved order, and gives PayPal's answer. Where somebody took it before, that is the order as
 * it stands by now.
 */
export function* capture(
  { url, headers }: Place,
  notification: UnverifiedNotification,
): Exchange<HttpResponse> {
  const request = {
    ...headers,
    'paypal-request-id': requestId(notification),
    prefer: 'return=representation',
  };
  const response = yield postJson(`${url}/capture`, request, {});
  return issueOf(response) === issues.alreadyCaptured ? yield get(url, headers) : response;
}

/** The attempt that failed because PayPal would not take this payer's money; nothing for any other answer. */
export function declinedAttempt(
  approved: unknown,
  response: HttpResponse,
  notification: UnverifiedNotification,
): PaymentEvent | undefined {
  const issue = issueOf(response);
  if (issue === undefined || !issues.declined.includes(issue)) return undefined;
  const { deliveryId, id } = notification;
  const named = [id, deliveryId, issue].filter(Boolean).join(':');
  return eventOf(
    notification,
    { kind: 'CHECKOUT.ORDER.APPROVED', kindCase: 'declined', id: named },
    { orderReference: textAt(approved, 'purchase_units', 0, 'custom_id') },
  );
}

// PayPal repeats its answer to a request with the same id. After a decline the shopper may agree anew with another
// card, of which another delivery tells; no order is ever captured twice, whatever the ids.
function requestId({ deliveryId, id }: UnverifiedNotification): string {
  return ['capture', id, deliveryId].filter(Boolean).join('-');
}

function issueOf({ status, body }: HttpResponse): string | undefined {
  return status === 422 ? textAt(parseJson(body), 'details', 0, 'issue') : undefined;
}
