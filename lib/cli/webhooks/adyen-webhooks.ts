import type { Exchange } from '../../../lambda/gateways/exchange.ts';
import { get, isOk, jsonOf, postJson } from '../../../lambda/gateways/http.ts';
import { at, integerAt, textAt } from '../../../lambda/gateways/json.ts';
import { refused, secretField } from '../../../lambda/gateways/session.ts';
import {
  type Change,
  doneBy,
  type Endpoint,
  listIn,
  textsOf,
  type Wanted,
  type WebhookApi,
  withMethod,
} from './webhook-api.ts';

/** Adyen, which makes a new HMAC key each time that it is asked for one. */
export const adyenWebhooks: WebhookApi = {
  credentials: {
    setupKey: 'API key that may read and write webhooks by the Management API',
    merchantAccount: 'merchant account',
  },
  makes: ['hmacKey', 'webhookId'],
  *find(wanted) {
    for (let page = 1; ; page += 1) {
      const response = yield get(`${api(wanted)}?pageSize=100&pageNumber=${page}`, headersOf(wanted));
      const list = listIn(response, 'data');
      if (!list) return refused(response);
      const found = list.find((each) => isAt(each, wanted.address));
      if (found !== undefined) return { outcome: 'searched', endpoint: endpointOf(found) };
      if (page >= (integerAt(jsonOf(response), 'pagesTotal') ?? 1)) return { outcome: 'searched' };
    }
  },
  *create(wanted) {
    const body = {
      type: 'standard',
      url: wanted.address,
      active: true,
      communicationFormat: 'json',
      encryptionProtocol: 'TLSv1.2',
      description: 'Palisade',
      ...settingsOf(wanted),
    };
    const headers = { ...headersOf(wanted), 'idempotency-key': wanted.idempotencyKey };
    const response = yield postJson(api(wanted), headers, body);
    const id = textAt(jsonOf(response), 'id');
    return id ? yield* keyOf(wanted, id) : refused(response);
  },
  *update(wanted, { id }) {
    const body = { active: true, ...settingsOf(wanted) };
    const response = yield withMethod('PATCH', postJson(webhookAt(wanted, id), headersOf(wanted), body));
    return doneBy(response, isOk(response));
  },
  *recover(wanted, { id }) {
    return yield* keyOf(wanted, id);
  },
};

function isAt(webhook: unknown, address: string): boolean {
  return textAt(webhook, 'url') === address && textAt(webhook, 'type') === 'standard';
}

function* keyOf(wanted: Wanted, webhookId: string): Exchange<Change> {
  const url = `${webhookAt(wanted, webhookId)}/generateHmac`;
  const response = yield postJson(url, headersOf(wanted), {});
  const hmacKey = textAt(jsonOf(response), 'hmacKey');
  return hmacKey ? { outcome: 'done', members: { hmacKey, webhookId } } : refused(response);
}

function api({ account }: Wanted): string {
  const host = account.config.mode === 'live' ? 'management-live' : 'management-test';
  const merchant = encodeURIComponent(secretField(account, 'merchantAccount'));
  return `https://${host}.adyen.com/v3/merchants/${merchant}/webhooks`;
}

function webhookAt(wanted: Wanted, id: string): string {
  return `${api(wanted)}/${encodeURIComponent(id)}`;
}

function headersOf({ account }: Wanted) {
  return { 'x-api-key': secretField(account, 'setupKey') };
}

function settingsOf({ events }: Wanted) {
  return { additionalSettings: { includeEventCodes: events } };
}

function endpointOf(found: unknown): Endpoint {
  return {
    id: textAt(found, 'id') ?? '',
    events: textsOf(at(found, 'additionalSettings', 'includeEventCodes')),
    isEnabled: at(found, 'active') === true,
  };
}
