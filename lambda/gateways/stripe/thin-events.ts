import type { Exchange } from '../exchange.ts';
import type { Confirmation, MerchantAccount } from '../gateway.ts';
import { bearer, get, jsonOf } from '../http.ts';
import { entryOf, textAt } from '../json.ts';
import { inquiryType, type UnverifiedNotification } from '../payment-event.ts';
import { refused, secretField } from '../session.ts';
import { snapshotEvent } from './callback.ts';

/** Where the objects lie that thin events point to. What is not here says nothing about a payment. */
const paths: Readonly<Record<string, string>> = {
  'checkout.session': 'checkout/sessions',
  payment_intent: 'payment_intents',
  charge: 'charges',
  refund: 'refunds',
  dispute: 'disputes',
  review: 'reviews',
  'radar.early_fraud_warning': 'radar/early_fraud_warnings',
};

/** Fetches the object of a thin event, or of an inquiry, and reads the event as if it had brought the object along. */
export function* confirmThinEvent(
  { deliveryId, type, resource, id }: UnverifiedNotification,
  account: MerchantAccount,
  now: Date,
): Exchange<Confirmation> {
  const path = entryOf(paths, resource);
  if (!path || !/^\w{1,255}$/.test(id)) return { outcome: 'unknown' };
  const response = yield get(
    `https://api.stripe.com/v1/${path}/${id}`,
    bearer(secretField(account, 'secretKey')),
  );
  if (response.status === 404) return { outcome: 'unknown' };
  const object = jsonOf(response);
  if (textAt(object, 'id') !== id) return refused(response);
  // The object is what it is by now, whenever the event happened.
  const created = Math.floor(now.getTime() / 1000);
  const told =
    type === inquiryType
      ? { ...stateOf(resource, object), created, data: { object } }
      : { id: deliveryId, type: type.replace(/^v1\./, ''), created, data: { object } };
  const event = snapshotEvent(told, account);
  return event ? { outcome: 'confirmed', events: [{ ...event, type }] } : refused(response);
}

/** The event that would tell of the state that an object is in. */
function stateOf(resource: string, object: unknown): { readonly id: string; readonly type: string } {
  const status = textAt(object, 'status') ?? '';
  const paid = textAt(object, 'payment_status') ?? '';
  const id = `${textAt(object, 'id')}:${status}:${paid}`;
  if (resource === 'checkout.session') {
    const isOver = status === 'expired' && paid !== 'paid';
    return { id, type: `checkout.session.${isOver ? 'expired' : 'completed'}` };
  }
  return { id, type: `payment_intent.${entryOf(ofIntent, status) ?? 'processing'}` };
}

const ofIntent: Readonly<Record<string, string>> = {
  succeeded: 'succeeded',
  requires_capture: 'amount_capturable_updated',
  canceled: 'canceled',
};
