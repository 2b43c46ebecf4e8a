import { bearer, get, isOk, jsonOf, postForm } from '../../../lambda/gateways/http.ts';
import { at, textAt } from '../../../lambda/gateways/json.ts';
import { refused, secretField } from '../../../lambda/gateways/session.ts';
import { doneBy, type Endpoint, listIn, textsOf, type Wanted, type WebhookApi } from './webhook-api.ts';

const endpoints = 'https://api.stripe.com/v1/webhook_endpoints';

/** Stripe, which tells the signing secret of an endpoint once, when it makes it. */
export const stripeWebhooks: WebhookApi = {
  credentials: { setupKey: 'secret or restricted API key that may write webhook endpoints' },
  makes: ['signingSecret'],
  *find(wanted) {
    let after = '';
    for (;;) {
      const response = yield get(`${endpoints}?limit=100${after}`, headersOf(wanted));
      const page = listIn(response, 'data');
      if (!page) return refused(response);
      const found = page.find((each) => textAt(each, 'url') === wanted.address);
      if (found !== undefined) return { outcome: 'searched', endpoint: endpointOf(found) };
      const last = textAt(page.at(-1), 'id');
      if (at(jsonOf(response), 'has_more') !== true || last === undefined) return { outcome: 'searched' };
      after = `&starting_after=${encodeURIComponent(last)}`;
    }
  },
  *create(wanted) {
    const form = { url: wanted.address, description: 'Palisade', ...eventsOf(wanted) };
    const headers = { ...headersOf(wanted), 'idempotency-key': wanted.idempotencyKey };
    const response = yield postForm(endpoints, headers, form);
    const signingSecret = textAt(jsonOf(response), 'secret');
    return signingSecret ? { outcome: 'done', members: { signingSecret } } : refused(response);
  },
  *update(wanted, { id }) {
    const form = { ...eventsOf(wanted), disabled: 'false' };
    const response = yield postForm(`${endpoints}/${encodeURIComponent(id)}`, headersOf(wanted), form);
    return doneBy(response, isOk(response));
  },
  *remove(wanted) {
    const found = yield* stripeWebhooks.find(wanted);
    if (found.outcome === 'refused') return found;
    const url = `${endpoints}/${encodeURIComponent(found.endpoint?.id ?? '')}`;
    const response = yield { method: 'DELETE', url, headers: headersOf(wanted) };
    return doneBy(response, isOk(response));
  },
};

function headersOf({ account }: Wanted) {
  return bearer(secretField(account, 'setupKey'));
}

function eventsOf({ events }: Wanted): Readonly<Record<string, string>> {
  return Object.fromEntries(events.map((event, index) => [`enabled_events[${index}]`, event]));
}

function endpointOf(found: unknown): Endpoint {
  return {
    id: textAt(found, 'id') ?? '',
    events: textsOf(at(found, 'enabled_events')),
    isEnabled: textAt(found, 'status') === 'enabled',
  };
}
