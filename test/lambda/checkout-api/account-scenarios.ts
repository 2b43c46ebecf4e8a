import { newSessionId } from '../../../lambda/shared/customers/session.ts';
import { createLog } from '../../../lambda/shared/log/log.ts';
import { orderLink } from '../../../lambda/shared/orders/order-link.ts';
import { knownLanguages } from '../../../lambda/shared/texts/texts.ts';
import { createShopperOrders, type Dependencies } from '../../../lambda/shopper-orders/shopper-orders.ts';
import { held } from '../../support/checkout-api/held.ts';
import { checkout, reference, shopUrl } from '../payment-session/support/shop.ts';
import { openOrder } from '../shared/orders/support/orders.ts';
import { limits } from '../shopper-orders/support/members.ts';
import { memorySessions } from '../shopper-orders/support/memory-sessions.ts';
import type { Asker, Scenario } from './payment-scenarios.ts';

const now = () => new Date('2026-01-01T01:00:00Z');
const order = { ...openOrder, reference };

const failing = (): never => {
  throw new Error('the store is away');
};

const pool = {
  signInUrl: () => 'https://sign-in.example/',
  redeem: failing,
  signOutUrl: 'https://sign-in.example/logout',
  signOutEverywhere: async () => undefined,
};
const orders = {
  list: async () => [order],
  find: async (_: string, number: string) => (number === order.number ? order : undefined),
};

/** What is asked of a shop whose customer is signed in by a cookie. */
interface Asked {
  readonly path: string;
  readonly method?: 'GET' | 'POST';
  readonly body?: object;
  readonly cookie?: string;
  readonly origin?: string;
}

/** A shop without accounts answers as though the addresses were none. */
const withoutAccounts = true;

async function shop(changes: Partial<Dependencies> = {}, hasNoAccounts = false) {
  const sessions = memorySessions(limits, now);
  const sessionId = newSessionId();
  await sessions.start(sessionId, 'ada', now().getTime());
  const log = createLog(() => undefined, { service: 'shopper-orders', now });
  const handler = held(
    createShopperOrders({
      shopUrl,
      keys: async () => ['key-1'],
      findOrder: async (name) => (name === reference ? { order, version: 1 } : undefined),
      languages: knownLanguages,
      ...(!hasNoAccounts && { customers: { pool, sessions, limits, orders } }),
      log,
      now,
      ...changes,
    }),
  );
  const signedIn = `__Host-session=${sessionId}`;
  const ask = (asker: Asker, { path, method = 'GET', body, cookie = signedIn, origin = shopUrl }: Asked) => {
    const accept = asker === 'script' ? 'application/json' : 'text/html';
    const type = body && { 'content-type': ['application/json'] };
    // A person's browser posts a form, which has no JSON: what it has is of no use here, and refused.
    const event = {
      httpMethod: method,
      path,
      multiValueHeaders: {
        accept: [accept],
        origin: [origin],
        cookie: [cookie],
        ...(asker === 'script' && type),
      },
      body: body ? JSON.stringify(body) : null,
      isBase64Encoded: false,
    };
    return handler(event, { awsRequestId: 'r-1' });
  };
  return ask;
}

const asking = (asked: Asked, changes: Partial<Dependencies> = {}): Scenario => {
  return async (asker) => (await shop(changes))(asker, asked);
};

const byScript = (asked: Asked): Scenario => {
  return async () => (await shop())('script', asked);
};

const token = () => orderLink(reference, { shopUrl, keys: ['key-1'], now: now() }).url.split('#')[1] ?? '';
const link: Asked = { path: '/api/orders/link', method: 'POST', body: { checkout } };
const view: Asked = { path: '/api/orders/view', method: 'POST', body: { token: token() } };
const stranger = { origin: 'https://stranger.example' };

const byLink: readonly Scenario[] = [
  ...[link, view].flatMap((asked) => [
    byScript(asked),
    asking({ ...asked, body: { checkout: '', token: '' } }),
    asking({ ...asked, ...stranger }),
    asking(asked, { keys: failing, findOrder: failing }),
  ]),
];

const account = '/api/account';
const own: readonly Asked[] = [
  { path: `${account}/orders` },
  { path: `${account}/orders/${order.number}` },
  { path: `${account}/sign-out`, method: 'POST' },
  { path: `${account}/sign-out-everywhere`, method: 'POST' },
];
const signIn: readonly Asked[] = [{ path: `${account}/sign-in` }, { path: `${account}/callback` }];

async function withFailingStores(asker: Asker, asked: Asked) {
  const sessions = { ...memorySessions(limits, now), find: failing, end: failing };
  const away = { list: failing, find: failing };
  return (await shop({ customers: { pool, sessions, limits, orders: away } }))(asker, asked);
}

const bySignIn: readonly Scenario[] = [
  ...own.flatMap((asked) => [
    asking(asked),
    asking({ ...asked, cookie: '' }),
    (asker: Asker) => withFailingStores(asker, asked),
  ]),
  ...own.filter(({ method }) => method === 'POST').map((asked) => asking({ ...asked, ...stranger })),
  ...signIn.map((asked) => asking(asked)),
  (asker) => withFailingStores(asker, { path: `${account}/sign-in` }),
  asking({ path: `${account}/orders/2222-2222` }),
  ...[...own, ...signIn].map((asked): Scenario => {
    return async (asker) => (await shop({}, withoutAccounts))(asker, asked);
  }),
];

/** Orders by link and by account. */
export const accountScenarios: readonly Scenario[] = [...byLink, ...bySignIn];
