import type { Exchange, HttpResponse } from '../../../lambda/gateways/exchange.ts';
import { bearer, get, isOk, jsonOf, postJson } from '../../../lambda/gateways/http.ts';
import { at, textAt } from '../../../lambda/gateways/json.ts';
import { refused, secretField } from '../../../lambda/gateways/session.ts';
import {
  type Change,
  doneBy,
  type Endpoint,
  listIn,
  type Search,
  textsOf,
  type Wanted,
  type WebhookApi,
  withMethod,
} from './webhook-api.ts';

const apiVersion = '2026-09-16';

/** Square, which tells the signature key of a subscription as often as it is asked. */
export const squareWebhooks: WebhookApi = {
  credentials: { setupKey: "the application's own access token" },
  makes: ['signatureKey', 'webhookSubscriptionId'],
  *find(wanted) {
    const kinds = yield get(`${api(wanted)}/event-types`, headersOf(wanted));
    const offered = textsOf(at(jsonOf(kinds), 'event_types'));
    if (offered.length === 0) return refused(kinds);
    return yield* searched(wanted, offered);
  },
  *create(wanted) {
    const subscription = {
      name: 'Palisade',
      enabled: true,
      event_types: wanted.events,
      notification_url: wanted.address,
      api_version: apiVersion,
    };
    const body = { idempotency_key: wanted.idempotencyKey, subscription };
    return membersIn(yield postJson(`${api(wanted)}/subscriptions`, headersOf(wanted), body));
  },
  *update(wanted, { id }) {
    const body = { subscription: { enabled: true, event_types: wanted.events } };
    const response = yield withMethod('PUT', postJson(subscriptionAt(wanted, id), headersOf(wanted), body));
    return doneBy(response, isOk(response));
  },
  *recover(wanted, { id }) {
    return membersIn(yield get(subscriptionAt(wanted, id), headersOf(wanted)));
  },
};

function* searched(wanted: Wanted, offered: readonly string[]): Exchange<Search> {
  let query = '?include_disabled=true';
  for (;;) {
    const response = yield get(`${api(wanted)}/subscriptions${query}`, headersOf(wanted));
    const page = listIn(response, 'subscriptions');
    if (!page) return refused(response);
    const found = page.find((each) => textAt(each, 'notification_url') === wanted.address);
    if (found !== undefined) return { outcome: 'searched', endpoint: endpointOf(found), offered };
    const cursor = textAt(jsonOf(response), 'cursor');
    if (!cursor) return { outcome: 'searched', offered };
    query = `?include_disabled=true&cursor=${encodeURIComponent(cursor)}`;
  }
}

function api({ account }: Wanted): string {
  const host = account.config.mode === 'live' ? 'connect.squareup.com' : 'connect.squareupsandbox.com';
  return `https://${host}/v2/webhooks`;
}

function subscriptionAt(wanted: Wanted, id: string): string {
  return `${api(wanted)}/subscriptions/${encodeURIComponent(id)}`;
}

function headersOf({ account }: Wanted) {
  return { ...bearer(secretField(account, 'setupKey')), 'square-version': apiVersion };
}

function endpointOf(found: unknown): Endpoint {
  return {
    id: textAt(found, 'id') ?? '',
    events: textsOf(at(found, 'event_types')),
    isEnabled: at(found, 'enabled') === true,
  };
}

function membersIn(response: HttpResponse): Change {
  const subscription = at(jsonOf(response), 'subscription');
  const webhookSubscriptionId = textAt(subscription, 'id');
  const signatureKey = textAt(subscription, 'signature_key');
  if (!webhookSubscriptionId || !signatureKey) return refused(response);
  return { outcome: 'done', members: { signatureKey, webhookSubscriptionId } };
}
