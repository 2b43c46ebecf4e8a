import type { GatewayConfig } from '../../../../lambda/gateways/gateway-config.ts';
import { egressHosts, redirectOrigins } from '../../../../lambda/gateways/registry.ts';
import {
  type Fake,
  type FakeAnswer,
  type SeenRequest,
  startLoopback,
} from '../../../lambda/fakes/loopback.ts';

/** All gateways but PayPal on one loopback server: they start any payment, and know what a test has told them. */
export interface Gateways extends Fake {
  /** Has a gateway answer requests for a path with a body, until it is told another one. */
  readonly knows: (path: string, body: unknown) => void;
  /** Requests to a path that begins like this, in their order. */
  readonly requestsTo: (path: string) => readonly SeenRequest[];
}

/** Starts them for the ways in which a shop uses them. */
export async function startGateways(configs: readonly GatewayConfig[]): Promise<Gateways> {
  const known = new Map<string, unknown>();
  const byHost = new Map(configs.flatMap((config) => egressHosts(config).map((host) => [host, config])));
  const [first, ...others] = byHost.keys();
  if (first === undefined) throw new Error('a shop has a gateway');
  let made = 0;
  const answer = ({ method, host, path, body }: SeenRequest): FakeAnswer => {
    const told = known.get(path.split('?')[0] ?? '') ?? knownTransaction(known, body);
    if (told !== undefined) return { status: 200, body: told };
    if (method === 'GET') return { status: 404, body: {} };
    made += 1;
    const config = byHost.get(host);
    const [page] = config ? redirectOrigins(config) : [];
    return { status: 200, body: started[config?.name ?? '']?.(`${page}/pay/${made}`, made) ?? {} };
  };
  const fake = await startLoopback([first, ...others], answer);
  return {
    ...fake,
    knows: (path, body) => known.set(path, body),
    requestsTo: (path) => fake.requests.filter((request) => request.path.startsWith(path)),
  };
}

// Authorize.Net has but one path: what is asked for is in the body.
function knownTransaction(known: ReadonlyMap<string, unknown>, body: string): unknown {
  const id = /"transId":"(\d+)"/.exec(body)?.[1];
  return id === undefined ? undefined : known.get(id);
}

type Started = (page: string, number: number) => unknown;

/** What each gateway answers to a new session. */
const started: Readonly<Record<string, Started>> = {
  stripe: (url, number) => ({ id: `cs_${number}`, url }),
  square: (url, number) => ({ payment_link: { id: `LINK${number}`, url } }),
  adyen: (url, number) => ({ id: `PL${number}`, url }),
  mollie: (href, number) => ({ id: `tr_${number}`, _links: { checkout: { href } } }),
  razorpay: (short_url, number) => ({ id: `plink_${number}`, short_url }),
  checkoutcom: (href) => ({ _links: { redirect: { href } } }),
  authorizenet: () => ({ token: 'T', messages: { resultCode: 'Ok' } }),
  mercadopago: (init_point, number) => ({ id: `pref-${number}`, init_point, external_reference: 'x' }),
  paystack: (authorization_url) => ({ status: true, data: { authorization_url } }),
};
