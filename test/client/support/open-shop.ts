import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import adyenWeb from '../../../client/adyen-web.json' with { type: 'json' };
import type { GatewayConfig } from '../../../lambda/gateways/gateway-config.ts';
import { offersOf } from '../../../lambda/payment-session/ask-gateway.ts';
import { createPaymentSession } from '../../../lambda/payment-session/payment-session.ts';
import { releasedCatalogue } from '../../../lambda/shared/catalogue/released-catalogue.ts';
import { createLog } from '../../../lambda/shared/log/log.ts';
import { failedAttempt } from '../../../lambda/shared/orders/failed-attempt.ts';
import { knownLanguages } from '../../../lambda/shared/texts/texts.ts';
import { createShopperOrders } from '../../../lambda/shopper-orders/shopper-orders.ts';
import { headersOf } from '../../../lambda/site-release/headers.ts';
import { loadConfig } from '../../../lib/config/load.ts';
import { storefrontOf } from '../../../lib/constructs/contract/storefront.ts';
import { packagePath } from '../../../lib/package-root.ts';
import { fakeScript } from '../../../lib/preview/gateways/scripts.ts';
import { readSite } from '../../../lib/site/read-site.ts';
import type { BrowserAnswer, BrowserRequest } from '../../e2e/support/hosts.ts';
import { lambdaAnswer } from '../../e2e/support/lambda-answer.ts';
import { type HeadersAt, shopHeaders } from '../../e2e/support/shop-headers.ts';
import { accountOf, secretOf } from '../../lambda/gateways/support/accounts.ts';
import { type MemoryOrders, memoryOrders } from '../../lambda/payment-session/support/memory-orders.ts';
import { held } from '../../support/checkout-api/held.ts';
import { type FakedGateways, hashOf, openFakedGateways } from './faked-gateways.ts';
import { guideFiles } from './guide.ts';

/** A way to pay of a shop under test. */
export type Choice = Pick<GatewayConfig, 'name' | 'integration'> &
  Partial<Pick<GatewayConfig, 'threeDSecure'>>;

/** The shop of the guide with other ways to pay: its files and headers as they are deployed, its function with stores in memory. */
export interface OpenedShop {
  readonly url: string;
  /** What a browser is answered, by the shop and by all hosts of its gateways. */
  readonly answer: (request: BrowserRequest) => Promise<BrowserAnswer>;
  readonly orders: MemoryOrders;
  /** What may be changed while the shop is open. */
  readonly weather: Weather;
}

/** What goes wrong on the way. */
interface Weather {
  /** Whether the gateway's script is answered with an error. */
  isGatewayDown: boolean;
  /** How many of the next checkout requests get no answer of the function, though it has taken them. */
  breaks: number;
  /** What the function answers instead of what it would. */
  problem?: { readonly status: number; readonly code: string };
  /** How late the function answers, in milliseconds. */
  lateMilliseconds: number;
}

/** The client as it was built for a language. */
export function builtClient(language = 'en'): string {
  const suffix = language === 'en' ? '' : `.${language}`;
  return readFileSync(packagePath('dist', 'client', `palisade-checkout${suffix}.js`), 'utf8');
}

/** Writes the guide's shop into a new folder, with a client and pages in its language, and returns the folder. */
export function writeShop(client: string, language = 'en'): string {
  const folder = mkdtempSync(join(tmpdir(), 'palisade-newcomer-'));
  for (const [path, text] of Object.entries(guideFiles())) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    const page = text.replace('INTEGRITY', hashOf(client)).replace('lang="en"', `lang="${language}"`);
    writeFileSync(join(folder, path), page);
  }
  writeFileSync(join(folder, 'site', 'assets', 'palisade-checkout.js'), client);
  return folder;
}

/** A shop's staging as it is deployed; each time it is opened nobody has ordered anything. */
export interface DeployedShop {
  readonly url: string;
  readonly open: () => OpenedShop;
}

/** Readies the guide's shop with these ways to pay. */
export function deployShop(choices: readonly Choice[], client = builtClient()): DeployedShop {
  const uses = choices.map(({ name, ...choice }) => accountOf(name, { ...choice, mode: 'test' }).config);
  return deployFolder(writeShop(client.replace(adyenWeb.integrity, hashOf(fakeScript('adyen')))), uses);
}

/** Where a shop's staging is, and what stands there. */
interface Place {
  readonly url: string;
  readonly checkoutUrl: string;
  readonly returnUrl: string;
  readonly uses: readonly GatewayConfig[];
  /** Folder of the site. */
  readonly site: string;
}

/** Readies the staging of the shop in a folder, as it is or with other ways to pay. */
export function deployFolder(folder: string, others?: readonly GatewayConfig[]): DeployedShop {
  const config = loadConfig(join(folder, 'storefront.yaml'));
  const { staging } = config.environments;
  if (!staging) throw new Error(`${folder} has no environment staging`);
  const uses = others ?? staging.payments.gateways;
  const payments = { ...staging.payments, gateways: uses };
  const changed = { ...config, environments: { staging: { ...staging, payments } } };
  const headers = shopHeaders(storefrontOf(changed, 'staging').profile, readSite(staging.site.path));
  const url = `https://${staging.domain}`;
  const { path: site, checkout, return: returned } = staging.site;
  const place = { url, checkoutUrl: `${url}${checkout}`, returnUrl: `${url}${returned}`, uses, site };
  return { url, open: () => openShop(place, headers) };
}

function openShop(place: Place, headers: HeadersAt): OpenedShop {
  const { url, uses, site } = place;
  const orders = memoryOrders();
  const weather: Weather = { isGatewayDown: false, breaks: 0, lateMilliseconds: 0 };
  const settle = (state: 'paid' | 'failed') => {
    const stateSince = new Date().toISOString();
    for (const [reference, { order }] of orders.all) {
      const attempt = state === 'failed' ? failedAttempt(order.attempt) : order.attempt;
      orders.change(reference, { state, stateSince, attempt });
    }
  };
  const accounts = uses.map((config) => accountOf(config.name, config));
  const gateways = openFakedGateways(accounts, url, settle);
  const session = lambdaAnswer(sessionOf(place, { orders, settle, send: gateways.send }));
  const links = lambdaAnswer(linksOf(place, orders));
  const api = (request: BrowserRequest) =>
    request.url.pathname.startsWith('/api/orders/') ? links(request) : session(request);

  const ofShop = async (request: BrowserRequest): Promise<BrowserAnswer> => {
    const { pathname } = request.url;
    if (pathname.startsWith('/api/')) {
      await new Promise((resolve) => setTimeout(resolve, weather.lateMilliseconds));
      const answer = withFakeHashes(await api(request));
      if (request.method === 'POST' && weather.problem)
        return problemAnswer(weather.problem, headers(pathname, {}));
      if (request.method === 'POST' && weather.breaks > 0) {
        weather.breaks -= 1;
        return { status: 504, headers: headers(pathname, { 'content-type': 'text/html' }), body: '' };
      }
      return { ...answer, headers: headers(pathname, answer.headers) };
    }
    const { status, body, type } = fileAt(site, pathname);
    return { status, body, headers: headers(pathname, { 'content-type': type }) };
  };

  return {
    url,
    orders,
    weather,
    answer: async (request) => {
      if (request.url.origin === url) return ofShop(request);
      if (weather.isGatewayDown) return { status: 503, headers: {}, body: '' };
      return gateways.answer(request) ?? { status: 204, headers: {}, body: '' };
    },
  };
}

function problemAnswer(
  { status, code }: NonNullable<Weather['problem']>,
  headers: BrowserAnswer['headers'],
): BrowserAnswer {
  const body = { type: code, title: code, status, code, detail: 'In the words of the shop.' };
  return {
    status,
    headers: { ...headers, 'content-type': 'application/problem+json' },
    body: JSON.stringify(body),
  };
}

function fileAt(site: string, path: string) {
  const name = path.endsWith('/') ? `${path}index.html` : path;
  try {
    if (name === '/assets/palisade-adyen.js') {
      return { status: 200, body: fakeScript('adyen'), type: headersOf(name).contentType };
    }
    return { status: 200, body: readFileSync(join(site, name)), type: headersOf(name).contentType };
  } catch {
    return { status: 404, body: readFileSync(join(site, '404.html')), type: 'text/html' };
  }
}

/** The function that shows orders, to whoever has a link. */
function linksOf({ url }: Place, { find: findOrder }: MemoryOrders) {
  const now = () => new Date();
  const log = createLog(() => undefined, { service: 'shopper-orders', now });
  const keys = async () => ['key-1'];
  return held(createShopperOrders({ shopUrl: url, keys, findOrder, languages: knownLanguages, log, now }));
}

/** The registry pins the bytes of some scripts, which a fake does not have. */
function withFakeHashes(answer: BrowserAnswer): BrowserAnswer {
  const body = String(answer.body).replace(
    /"url":"([^"]+)","integrity":"[^"]+"/g,
    (_, url: string) => `"url":"${url}","integrity":"${hashOf(fakeScript('braintree'))}"`,
  );
  return { ...answer, body };
}

/** What the function that starts payments is surrounded by. */
interface Surroundings extends Pick<FakedGateways, 'send'> {
  readonly orders: MemoryOrders;
  readonly settle: (state: 'paid' | 'failed') => void;
}

function sessionOf(
  { url, checkoutUrl, returnUrl, uses, site }: Place,
  { orders, settle, send }: Surroundings,
) {
  const now = () => new Date();
  const catalogue = readFileSync(join(site, 'catalogue.json'), 'utf8');
  const log = createLog(() => undefined, { service: 'payment-session', now });
  const versions = async (name: string) => ({ current: secretOf(name), forCallbacks: [] });
  // What the client meets in a browser is what the file of the API says.
  const session = createPaymentSession({
    shopUrl: url,
    cartUrl: checkoutUrl,
    checkoutUrl,
    returnUrl,
    newCheckout: randomUUID,
    offers: offersOf(
      uses.map((config) => ({ config, secretId: config.name })),
      log,
    ),
    currentCatalogue: async () => releasedCatalogue(catalogue),
    languages: knownLanguages,
    orders,
    // The order worker applies what was recorded; here it is at once.
    events: {
      record: async () => {
        settle('paid');
        return 'recorded' as const;
      },
    },
    secrets: { read: versions, refresh: versions },
    send,
    sendOnce: send,
    log,
    now,
  });
  return held(session);
}
