import { type Fake, type FakeAnswer, type SeenRequest, startLoopback } from '../../lambda/fakes/loopback.ts';
import { marker } from './support.ts';

/** An endpoint as a fake keeps it. */
export interface Kept {
  readonly id: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly isEnabled: boolean;
}

/** A gateway's API for webhooks on loopback. */
export interface WebhookFake extends Fake {
  readonly kept: Kept[];
}

type Answer = (request: SeenRequest, kept: Kept[]) => FakeAnswer;

const ok = (body: unknown): FakeAnswer => ({ status: 200, body });
const refused: FakeAnswer = { status: 401, body: {} };
const unknown: FakeAnswer = { status: 404, body: {} };

/** The key that each fake takes; anything else is answered with 401. */
export const setupKey = `setup_${marker}`;

const idIn = ({ path }: SeenRequest) =>
  /(?:webhook_endpoints|subscriptions|(?:notifications|merchants\/[^/]+)\/webhooks)\/([^/?]+)/.exec(
    path,
  )?.[1];

function put(kept: Kept[], change: Partial<Kept>, id = `own_${kept.length + 1}`): Kept {
  const index = kept.findIndex((each) => each.id === id);
  const made: Kept = { id, url: '', events: [], isEnabled: true, ...kept[index], ...change };
  if (index < 0) kept.push(made);
  else kept[index] = made;
  return made;
}

const stripe: Answer = (request, kept) => {
  if (request.headers['authorization'] !== `Bearer ${setupKey}`) return refused;
  const shown = ({ id, url, events, isEnabled }: Kept) => ({
    id,
    url,
    enabled_events: events,
    status: isEnabled ? 'enabled' : 'disabled',
  });
  if (request.method === 'GET') {
    const after = new URLSearchParams(request.path.split('?')[1]).get('starting_after');
    const start = kept.findIndex(({ id }) => id === after) + 1;
    // Two on a page, so that the second page is needed with three.
    const page = kept.slice(start, start + 2);
    return ok({ data: page.map(shown), has_more: start + 2 < kept.length });
  }
  const id = idIn(request);
  if (request.method === 'DELETE') {
    kept.splice(
      kept.findIndex((each) => each.id === id),
      1,
    );
    return ok({ id, deleted: true });
  }
  const form = new URLSearchParams(request.body);
  const events = [...form].filter(([name]) => name.startsWith('enabled_events')).map(([, event]) => event);
  if (id !== undefined) return ok(shown(put(kept, { events, isEnabled: true }, id)));
  const made = put(kept, { url: form.get('url') ?? '', events });
  return ok({ ...shown(made), secret: `whsec_${marker}_${made.id}` });
};

const square: Answer = (request, kept) => {
  if (request.headers['authorization'] !== `Bearer ${setupKey}`) return refused;
  if (request.path.startsWith('/v2/webhooks/event-types')) {
    return ok({ event_types: ['payment.created', 'payment.updated', 'refund.created', 'order.created'] });
  }
  const shown = ({ id, url, events, isEnabled }: Kept) => ({
    id,
    notification_url: url,
    event_types: events,
    enabled: isEnabled,
    signature_key: `signature_${marker}_${id}`,
  });
  const id = idIn(request);
  if (request.method === 'GET' && id === undefined) {
    return ok(kept.length > 0 ? { subscriptions: kept.map(shown) } : {});
  }
  if (request.method === 'GET') {
    const found = kept.find((each) => each.id === id);
    return found ? ok({ subscription: shown(found) }) : unknown;
  }
  const { subscription } = JSON.parse(request.body);
  const change = { events: subscription.event_types, isEnabled: subscription.enabled };
  const url = subscription.notification_url;
  return ok({ subscription: shown(put(kept, id === undefined ? { ...change, url } : change, id)) });
};

const paypal: Answer = (request, kept) => {
  if (request.path === '/v1/oauth2/token') {
    const expected = `Basic ${Buffer.from(`client-1:${setupKey}`).toString('base64')}`;
    return request.headers['authorization'] === expected ? ok({ access_token: 'token-1' }) : refused;
  }
  if (request.headers['authorization'] !== 'Bearer token-1') return refused;
  const named = (events: readonly string[]) => events.map((name) => ({ name }));
  const offered = ['CHECKOUT.ORDER.APPROVED', 'PAYMENT.CAPTURE.COMPLETED', 'CUSTOMER.DISPUTE.CREATED'];
  if (request.path.endsWith('/webhooks-event-types')) return ok({ event_types: named(offered) });
  const shown = ({ id, url, events }: Kept) => ({ id, url, event_types: named(events) });
  if (request.method === 'GET') return ok({ webhooks: kept.map(shown) });
  const problem = paypalProblem(request, kept);
  return problem ? paypalError(problem) : paypalChange(request, kept, shown);
};

function paypalChange(request: SeenRequest, kept: Kept[], shown: (kept: Kept) => object): FakeAnswer {
  const body = JSON.parse(request.body);
  const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name);
  if (request.method === 'PATCH')
    return ok(shown(put(kept, { events: names(body[0].value) }, idIn(request))));
  return { status: 201, body: shown(put(kept, { url: body.url, events: names(body.event_types) })) };
}

// A webhook of another application is in no list, and its address is taken all the same.
function paypalProblem(request: SeenRequest, kept: readonly Kept[]): string | undefined {
  if (request.method === 'PATCH') {
    // Somebody else has made the change since the webhook was listed.
    return idIn(request) === 'raced' ? 'WEBHOOK_PATCH_REQUEST_NO_CHANGE' : undefined;
  }
  const { url } = JSON.parse(request.body);
  if (kept.length >= 10) return 'WEBHOOK_NUMBER_LIMIT_EXCEEDED';
  return kept.some((each) => each.url === `elsewhere ${url}`) ? 'WEBHOOK_URL_ALREADY_EXISTS' : undefined;
}

function paypalError(name: string): FakeAnswer {
  return { status: 400, body: { name, message: 'The request was refused.', debug_id: '1', details: [] } };
}

const adyen: Answer = (request, kept) => {
  if (request.headers['x-api-key'] !== setupKey) return refused;
  if (!request.path.startsWith('/v3/merchants/Merchant-1/webhooks')) return unknown;
  if (request.path.endsWith('/generateHmac')) return ok({ hmacKey: 'C0FFEE'.padEnd(64, '0') });
  const shown = ({ id, url, events, isEnabled }: Kept) => ({
    id,
    url,
    type: 'standard',
    active: isEnabled,
    additionalSettings: { includeEventCodes: events },
  });
  if (request.method === 'GET') return ok({ data: kept.map(shown), pagesTotal: 1 });
  const body = JSON.parse(request.body);
  const change = { events: body.additionalSettings.includeEventCodes, isEnabled: body.active };
  return ok(shown(put(kept, body.url === undefined ? change : { ...change, url: body.url }, idIn(request))));
};

const fakes: Readonly<Record<string, readonly [host: string, answer: Answer]>> = {
  stripe: ['api.stripe.com', stripe],
  square: ['connect.squareup.com', square],
  paypal: ['api-m.paypal.com', paypal],
  adyen: ['management-live.adyen.com', adyen],
};

/** Starts the API for webhooks of a gateway, which has these endpoints. */
export async function startWebhookFake(gateway: string, ...endpoints: readonly Kept[]): Promise<WebhookFake> {
  const found = fakes[gateway];
  if (!found) throw new Error(`there is no fake of ${gateway}`);
  const kept = [...endpoints];
  const [host, answer] = found;
  return { ...(await startLoopback([host], (request) => answer(request, kept))), kept };
}
