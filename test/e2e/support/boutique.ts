import { randomUUID } from 'node:crypto';
import type { HttpRequest } from '../../../lambda/gateways/exchange.ts';
import type { GatewayConfig } from '../../../lambda/gateways/gateway-config.ts';
import { egressHosts } from '../../../lambda/gateways/registry.ts';
import { offersOf } from '../../../lambda/payment-session/ask-gateway.ts';
import {
  createPaymentSession,
  type Dependencies as SessionDependencies,
} from '../../../lambda/payment-session/payment-session.ts';
import { releasedCatalogue } from '../../../lambda/shared/catalogue/released-catalogue.ts';
import { createLog } from '../../../lambda/shared/log/log.ts';
import { knownLanguages } from '../../../lambda/shared/texts/texts.ts';
import { createShopperOrders } from '../../../lambda/shopper-orders/shopper-orders.ts';
import { headersOf } from '../../../lambda/site-release/headers.ts';
import { loadConfig } from '../../../lib/config/load.ts';
import { storefrontOf } from '../../../lib/constructs/contract/storefront.ts';
import { functionRequestCode, siteRequestCode } from '../../../lib/constructs/edge/edge-code.ts';
import { isSeenByFunctions } from '../../../lib/preview/edge/functions/checked-answer.ts';
import { readSite, servedSite } from '../../../lib/site/read-site.ts';
import type { Fake } from '../../lambda/fakes/loopback.ts';
import { sendTo } from '../../lambda/fakes/support.ts';
import { accountOf, secretOf } from '../../lambda/gateways/support/accounts.ts';
import { type MemoryOrders, memoryOrders } from '../../lambda/payment-session/support/memory-orders.ts';
import { edgeEngine, runEdgeFunction } from '../../support/edge/engine.ts';
import type { BrowserAnswer, BrowserRequest } from './hosts.ts';
import { lambdaAnswer } from './lambda-answer.ts';
import { shopHeaders } from './shop-headers.ts';

const storefront = storefrontOf(loadConfig('examples/boutique/storefront.yaml'), 'prod');
const contract = storefront.profile;
const folder = readSite(storefront.environment.site.path);
const site = servedSite(folder, storefront.environment.site.catalogue);
const headersAt = shopHeaders(contract, site);
const release = 'a'.repeat(64);
const edge = siteRequestCode(storefront.profile, { release, paths: [], hasRedirects: false, texts: {} });
const functionEdge = functionRequestCode(storefront.profile);

/** Where the example's shop is. */
export const shopUrl = `https://${storefront.environment.domain}`;

/** The shop as its function for reports knows it. */
export const reportedShop = { origin: shopUrl, patterns: contract.paths.map(({ pattern }) => pattern) };

/** What the example's shop answers to browsers: its pages as the edge sends them, and the start of payments. */
export type Boutique = (request: BrowserRequest) => Promise<BrowserAnswer>;

/** What a boutique has besides its pages and gateways. */
export interface BoutiqueParts {
  readonly orders?: MemoryOrders;
  /** The function behind `/api/orders/*` and `/api/account/*`. @default - one without accounts */
  readonly shopperOrders?: ReturnType<typeof createShopperOrders>;
  readonly customerOf?: SessionDependencies['customerOf'];
  /** What the functions price by. @default - the example's own catalogue */
  readonly catalogue?: object;
}

/**
 * Opens the example's shop as it is in production. Whoever has a fake is a way to pay as well, of which the pages know
 * nothing; the secrets of the others are not staged.
 */
export function openBoutique(fakes: Readonly<Record<string, Fake>>, parts: BoutiqueParts = {}): Boutique {
  // Said here, since a request that is never answered would only be a page that does not load.
  edgeEngine();
  const orders = parts.orders ?? memoryOrders();
  const session = sessionWith(fakes, { ...parts, orders });
  const shopperOrders = lambdaAnswer(parts.shopperOrders ?? withoutAccounts(orders));
  return async (request) => {
    if (/^\/api\/(?:orders|account)\//.test(request.url.pathname)) {
      return atFunction(await shopperOrders(toFunction(request)), request);
    }
    if (request.url.pathname === '/csp-report') return reportAnswer(request);
    return request.url.pathname.startsWith('/api/')
      ? atFunction(await session(toFunction(request)), request)
      : edgeAnswer(request);
  };
}

/** What the function for reports answers to every report that it can read. */
function reportAnswer(request: BrowserRequest): BrowserAnswer {
  toFunction(request);
  return { status: 204, headers: {}, body: '' };
}

/** The request as the edge hands it to a function. */
function toFunction(request: BrowserRequest): BrowserRequest {
  const { statusCode } = atEdge(functionEdge, request);
  if (statusCode !== undefined) throw new Error(`the edge answers ${request.url.pathname} itself`);
  return request;
}

function edgeAnswer(request: BrowserRequest): BrowserAnswer {
  const { pathname } = request.url;
  const { uri = '', statusCode, headers = {} } = atEdge(edge, request);
  // What the function answers itself, CloudFront sends as it is: without a page of the shop for errors.
  if (statusCode !== undefined) {
    const location = headers['location'] && { location: headers['location'].value };
    return { status: statusCode, headers: headersAt(pathname, { ...location }), body: '' };
  }
  const found = fileOf(uri.replace(`/releases/${release}/`, ''));
  const { name, bytes } = found ?? { name: '404.html', bytes: fileOf('404.html')?.bytes ?? '' };
  const { contentType, cacheControl } = headersOf(name);
  return {
    status: found ? 200 : 404,
    headers: headersAt(pathname, { 'content-type': contentType, 'cache-control': cacheControl }),
    body: bytes,
  };
}

type EdgeAnswer = ReturnType<typeof runEdgeFunction>['answer'];

const edgeAnswers = new Map<string, EdgeAnswer>();

/** What a function of the edge answers, which depends on nothing but the request: the same one is answered as it was before. */
function atEdge(code: string, { method, url, headers }: BrowserRequest): EdgeAnswer {
  const seen = Object.fromEntries(Object.entries(headers).filter(([name]) => isSeenByFunctions(name)));
  const request = { method, target: `${url.pathname}${url.search}`, headers: seen };
  const asked = JSON.stringify([code, request]);
  const answer = edgeAnswers.get(asked) ?? runEdgeFunction(code, request).answer;
  edgeAnswers.set(asked, answer);
  return answer;
}

function fileOf(name: string) {
  return site.files.find((file) => file.name === name);
}

function withoutAccounts({ find: findOrder }: MemoryOrders) {
  const now = () => new Date();
  const log = createLog(() => undefined, { service: 'shopper-orders', now });
  return createShopperOrders({
    shopUrl,
    keys: async () => ['key-1'],
    findOrder,
    languages: knownLanguages,
    log,
    now,
  });
}

/** What CloudFront sends of a function's answer. */
function atFunction(answer: BrowserAnswer, { url }: BrowserRequest): BrowserAnswer {
  return { ...answer, headers: headersAt(url.pathname, answer.headers) };
}

function sessionWith(
  fakes: Readonly<Record<string, Fake>>,
  { orders, customerOf, catalogue: other }: BoutiqueParts & { readonly orders: MemoryOrders },
): Boutique {
  const names = Object.keys(fakes);
  const others = storefront.environment.payments.gateways.filter(({ name }) => !names.includes(name));
  const uses: readonly GatewayConfig[] = [...names.map((name) => accountOf(name).config), ...others];
  const log = createLog(() => undefined, { service: 'payment-session', now: () => new Date() });
  const versions = async (name: string) => ({
    ...(fakes[name] && { current: secretOf(name) }),
    forCallbacks: [],
  });
  const send = (request: HttpRequest) => {
    const { host } = new URL(request.url);
    const fake = uses.find((config) => egressHosts(config).includes(host) && fakes[config.name])?.name;
    const found = fakes[fake ?? ''];
    if (!found) throw new Error(`${host} has no fake`);
    return sendTo(found, request);
  };
  const own = Buffer.from(folder.files.find(({ name }) => name === 'catalogue.json')?.bytes ?? '').toString(
    'utf8',
  );
  const catalogue = other ? JSON.stringify(other) : own;
  const handler = createPaymentSession({
    shopUrl,
    cartUrl: `${shopUrl}/cart/`,
    checkoutUrl: `${shopUrl}/checkout/`,
    newCheckout: randomUUID,
    returnUrl: `${shopUrl}/checkout/done/`,
    offers: offersOf(
      uses.map((config) => ({ config, secretId: config.name })),
      log,
    ),
    languages: knownLanguages,
    currentCatalogue: async () => releasedCatalogue(catalogue),
    orders,
    ...(customerOf && { customerOf }),
    events: { record: async () => 'recorded' as const },
    secrets: { read: versions, refresh: versions },
    send,
    sendOnce: send,
    log,
    now: () => new Date(),
  });
  return lambdaAnswer(handler);
}
