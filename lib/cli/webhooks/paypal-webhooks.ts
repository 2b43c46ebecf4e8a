import type { Exchange, HttpRequest, HttpResponse, Refused } from '../../../lambda/gateways/exchange.ts';
import { basic, bearer, get, isOk, jsonOf, postForm, postJson } from '../../../lambda/gateways/http.ts';
import { at, entryOf, parseJson, textAt } from '../../../lambda/gateways/json.ts';
import { refused, secretField } from '../../../lambda/gateways/session.ts';
import errors from './paypal-errors.json' with { type: 'json' };
import {
  type Change,
  doneBy,
  type Endpoint,
  listIn,
  type Refusal,
  type Wanted,
  type WebhookApi,
  withMethod,
} from './webhook-api.ts';

/** PayPal, whose webhooks have no secret: their id takes its place. */
export const paypalWebhooks: WebhookApi = {
  credentials: { clientId: 'client id of the application', clientSecret: 'secret of the application' },
  makes: ['webhookId'],
  *find(wanted) {
    const kinds = yield* asked(wanted, (headers) => get(`${api(wanted)}/webhooks-event-types`, headers));
    if ('outcome' in kinds) return kinds;
    const offered = kindsIn(at(jsonOf(kinds), 'event_types'));
    const response = yield* asked(wanted, (headers) => get(`${api(wanted)}/webhooks`, headers));
    if ('outcome' in response) return response;
    const list = listIn(response, 'webhooks');
    if (!list || offered.length === 0) return refusalOf(list ? kinds : response);
    const found = list.find((each) => textAt(each, 'url') === wanted.address);
    return { outcome: 'searched', offered, endpoint: found === undefined ? undefined : endpointOf(found) };
  },
  *create(wanted) {
    const body = { url: wanted.address, event_types: namesOf(wanted) };
    const response = yield* asked(wanted, (headers) => postJson(`${api(wanted)}/webhooks`, headers, body));
    if ('outcome' in response) return response;
    const webhookId = textAt(jsonOf(response), 'id');
    return webhookId ? { outcome: 'done', members: { webhookId } } : refusalOf(response);
  },
  *update(wanted, { id }) {
    const body = [{ op: 'replace', path: '/event_types', value: namesOf(wanted) }];
    const url = `${api(wanted)}/webhooks/${encodeURIComponent(id)}`;
    const response = yield* asked(wanted, (headers) => withMethod('PATCH', postJson(url, headers, body)));
    if ('outcome' in response) return response;
    // Somebody else, or an earlier run whose answer was lost, has made the change.
    const isDone = isOk(response) || errorOf(response) === errors.nothingToChange;
    return isDone ? doneBy(response, true) : refusalOf(response);
  },
  // biome-ignore lint/correctness/useYield: the id is known without a question.
  *recover(_wanted, { id }): Exchange<Change> {
    return { outcome: 'done', members: { webhookId: id } };
  },
};

function errorOf({ body }: HttpResponse): string | undefined {
  return textAt(parseJson(body), 'name');
}

function refusalOf(response: HttpResponse): Refusal {
  const advice = entryOf(errors.advice, errorOf(response) ?? '');
  return { ...refused(response), ...(advice !== undefined && { advice }) };
}

/** Asks with a token, for which it asks before. */
function* asked(
  wanted: Wanted,
  write: (headers: Readonly<Record<string, string>>) => HttpRequest,
): Exchange<HttpResponse | Refused> {
  const { account } = wanted;
  const credentials = basic(secretField(account, 'clientId'), secretField(account, 'clientSecret'));
  const first = yield postForm(`https://${hostOf(wanted)}/v1/oauth2/token`, credentials, {
    grant_type: 'client_credentials',
  });
  const token = textAt(jsonOf(first), 'access_token');
  return token ? yield write(bearer(token)) : refused(first);
}

function hostOf({ account }: Wanted): string {
  return account.config.mode === 'live' ? 'api-m.paypal.com' : 'api-m.sandbox.paypal.com';
}

function api(wanted: Wanted): string {
  return `https://${hostOf(wanted)}/v1/notifications`;
}

function namesOf({ events }: Wanted) {
  return events.map((name) => ({ name }));
}

function kindsIn(list: unknown): readonly string[] {
  return Array.isArray(list) ? list.flatMap((each) => textAt(each, 'name') ?? []) : [];
}

function endpointOf(found: unknown): Endpoint {
  return { id: textAt(found, 'id') ?? '', events: kindsIn(at(found, 'event_types')), isEnabled: true };
}
