import type { Answer } from '../shared/http/answer.ts';
import { readerOf } from '../shared/http/reader.ts';
import type { Log } from '../shared/log/log.ts';
import type { Languages } from '../shared/texts/texts.ts';
import {
  type Account,
  beginSignIn,
  type Customers,
  endSignIn,
  forCustomer,
  listOrders,
  showOrder,
  signOut,
  signOutEverywhere,
} from './account.ts';
import { isRefusal, type Refusal, refused } from './answers.ts';
import { type Links, makeLink, viewByLink } from './links.ts';
import { isFromShop, requestOf, type ShopperEvent, type ShopperRequest } from './request.ts';
import { callbackPath } from './user-pool.ts';

/** What the function is made of. */
export interface Dependencies extends Links {
  /** Missing where the shop has no accounts. */
  readonly customers?: Customers;
  /** The texts for shoppers. */
  readonly languages: Languages;
  readonly log: Log;
}

/** What Lambda tells of one invocation. */
interface Context {
  readonly awsRequestId: string;
}

type Served = Promise<Answer | Refusal> | Answer | Refusal;
type Serve = (dependencies: Dependencies, request: ShopperRequest) => Served;

interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: RegExp;
  /** What the log calls it; never the path, which may hold the number of an order. */
  readonly name: string;
  readonly serve: Serve;
}

const signedIn =
  (serve: Parameters<typeof forCustomer>[2]): Serve =>
  (dependencies, request) =>
    withAccount(dependencies, (account) => forCustomer(account, request, serve));

const routes: readonly Route[] = [
  { method: 'POST', path: /^\/api\/orders\/link$/, name: 'make-link', serve: makeLink },
  { method: 'POST', path: /^\/api\/orders\/view$/, name: 'view-by-link', serve: viewByLink },
  {
    method: 'GET',
    path: /^\/api\/account\/sign-in$/,
    name: 'begin-sign-in',
    serve: (dependencies, request) => withAccount(dependencies, (account) => beginSignIn(account, request)),
  },
  {
    method: 'GET',
    path: new RegExp(`^${callbackPath}$`),
    name: 'end-sign-in',
    serve: (dependencies, request) => withAccount(dependencies, (account) => endSignIn(account, request)),
  },
  { method: 'GET', path: /^\/api\/account\/orders$/, name: 'list-orders', serve: signedIn(listOrders) },
  { method: 'GET', path: /^\/api\/account\/orders\/[^/]+$/, name: 'show-order', serve: signedIn(showOrder) },
  { method: 'POST', path: /^\/api\/account\/sign-out$/, name: 'sign-out', serve: signedIn(signOut) },
  {
    method: 'POST',
    path: /^\/api\/account\/sign-out-everywhere$/,
    name: 'sign-out-everywhere',
    serve: signedIn(signOutEverywhere),
  },
];

function withAccount(
  { customers, ...dependencies }: Dependencies,
  serve: (account: Account) => Served,
): Served {
  return customers ? serve({ ...dependencies, ...customers }) : { problem: 'no_such_address' };
}

/** Shows shoppers their orders: to whoever is signed in their own, and to whoever has a link the one that it leads to. */
export function createShopperOrders(
  dependencies: Dependencies,
): (event: ShopperEvent, context: Context) => Promise<Answer> {
  return async (event, { awsRequestId }) => {
    const log = dependencies.log.with({ requestId: awsRequestId });
    const request = requestOf(event, dependencies.shopUrl);
    const reader = readerOf(request, dependencies);
    const route = routeOf(request, dependencies.shopUrl);
    const served = isRefusal(route) ? route : await serve(route, { ...dependencies, log }, request);
    const answer = isRefusal(served) ? refused(served, reader) : served;
    const name = isRefusal(route) ? route.problem : route.name;
    log.info('shopper answered', { route: name, statusCode: answer.statusCode });
    return answer;
  };
}

function routeOf(request: ShopperRequest, shopUrl: string): Route | Refusal {
  const known = routes.filter(({ path }) => path.test(request.path));
  if (known.length === 0) return { problem: 'no_such_address' };
  const route = known.find(({ method }) => method === request.method);
  if (!route) {
    return { problem: 'method_not_allowed', allow: known.map(({ method }) => method).join(', ') };
  }
  return route.method === 'POST' && !isFromShop(request, shopUrl) ? { problem: 'cross_site_request' } : route;
}

async function serve(
  route: Route,
  dependencies: Dependencies,
  request: ShopperRequest,
): Promise<Answer | Refusal> {
  try {
    return await route.serve(dependencies, request);
  } catch (error) {
    dependencies.log.error('the request failed', error);
    dependencies.log.count('ShopperOrdersFailed');
    return { problem: 'internal_error' };
  }
}
