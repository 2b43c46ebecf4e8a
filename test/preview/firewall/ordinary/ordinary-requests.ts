import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RequestProps } from '../../../../lib/preview/responder.ts';
import shoppers from './shoppers.json' with { type: 'json' };

/** A request that a firewall must let through, and whose it is. */
export interface OrdinaryRequest {
  readonly about: string;
  readonly request: RequestProps;
}

const shop = 'https://shop.boutique.example';

/**
 * Ordinary requests, always the same: what a browser asks for while somebody looks at every page of a shop, searches, pays with and
 * without script, signs in, and what gateways, crawlers and browsers' own reports send.
 *
 * Paths are the files of the example's site; forms have the fields of its pages; callbacks are the recorded ones of every gateway.
 */
export function ordinaryRequests(example: string): readonly OrdinaryRequest[] {
  return [
    ...pages(example),
    ...searches(example),
    ...checkouts(),
    ...reports(),
    ...accounts(),
    ...callbacks(),
  ].map(({ about, request }, index) => ({ about, request: { ...request, address: addressOf(index) } }));
}

/** Every file of the site as a page of the shop, and as an address with what old links have behind them. */
function pages(example: string): readonly OrdinaryRequest[] {
  return pathsOf(example).flatMap((path, index) =>
    ['GET', 'HEAD'].map((method, turn) => ({
      about: `${method} ${path}`,
      request: { method, url: `${shop}${path}`, headers: browser(index + turn * 5) },
    })),
  );
}

function searches(example: string): readonly OrdinaryRequest[] {
  const read = pathsOf(example).filter((path) => path.endsWith('/'));
  const longest = `q=${'long+question+'.repeat(140)}`;
  return [...shoppers.searches, longest].flatMap((query, index) =>
    shoppers.languages.map((language, turn) => {
      const path = read[(index * 7 + turn) % read.length];
      return {
        about: `a visit to ${path} with ${query.slice(0, 40)}`,
        request: {
          url: `${shop}${path}?${query}`,
          headers: {
            ...browser(index + turn),
            'accept-language': language,
            cookie: `consent=%7B%22a%22%3Atrue%7D; cart=${'ab'.repeat(turn * 100)}`,
            referer: 'https://search.example/?q=select+mugs+where+to+buy',
          },
        },
      };
    }),
  );
}

/** Orders of every shopper of the list, from a script and from a form. */
function checkouts(): readonly OrdinaryRequest[] {
  return shoppers.names.flatMap((name, index) => {
    const address = shoppers.addresses[index % shoppers.addresses.length];
    const email = shoppers.emails[index % shoppers.emails.length] ?? '';
    const order = { name, email, ...address, gateway: 'stripe', currency: 'EUR', locale: 'en', terms: 'yes' };
    const items = Array.from({ length: 1 + (index % 20) }, (_, item) => ({
      slug: `piece-${item}`,
      quantity: 1,
    }));
    const post = (path: string, body: string, type: string) => ({
      about: `${name} posts to ${path}`,
      request: {
        method: 'POST',
        url: `${shop}${path}`,
        headers: { ...browser(index), 'content-type': type, origin: shop, referer: `${shop}/checkout/` },
        body,
      },
    });
    const json = (path: string, value: unknown) => post(path, JSON.stringify(value), 'application/json');
    const card = { token: `tok_${'aZ9-_.'.repeat(200)}`, brand: 'visa', device: '{"a":[1,2]}' };
    return [
      json('/api/session', { ...order, items, total: 12_300 }),
      json('/api/session', { ...order, items, total: 12_300, card }),
      post('/api/session', String(new URLSearchParams({ ...order, 'quantity.moss-mug': '2' })), form),
      json('/api/price', { items, currency: 'EUR', country: address?.country }),
      json('/api/payment-state', { checkout: '5f0c7a0e-3b59-4d0e-9c43-0d5f4f1f2b11' }),
      json('/api/orders/link', { number: 'K7QF-2MXP', email }),
    ];
  });
}

const form = 'application/x-www-form-urlencoded';

/** What browsers report by themselves, in both forms. */
function reports(): readonly OrdinaryRequest[] {
  const blocked = ['inline', 'eval', 'https://cdn.example/a.js?x=<y>', 'chrome-extension', 'data'];
  return blocked.flatMap((uri, index) => {
    const old = {
      'csp-report': { 'document-uri': `${shop}/checkout/`, 'blocked-uri': uri, 'script-sample': "eval('1')" },
    };
    const current = [
      { type: 'csp-violation', age: 1, url: `${shop}/`, body: { blockedURL: uri, sample: '' } },
    ];
    return [
      { type: 'application/csp-report', body: old },
      { type: 'application/reports+json', body: current },
    ].map(({ type, body }) => ({
      about: `a report of ${uri} as ${type}`,
      request: {
        method: 'POST',
        url: `${shop}/csp-report`,
        headers: { ...browser(index), 'content-type': type },
        body: JSON.stringify(body),
      },
    }));
  });
}

function accounts(): readonly OrdinaryRequest[] {
  const code = 'f2c1b6a0-0000-4000-8000-0d5f4f1f2b11';
  const paths = [
    '/account/',
    '/api/account/sign-in?to=%2Faccount%2F',
    `/api/account/callback?code=${code}&state=${'aZ9-_'.repeat(30)}`,
    '/api/account/orders',
    '/api/account/orders/K7QF-2MXP',
    '/api/payment-methods?currency=EUR',
    '/api/catalogue',
  ];
  return paths.flatMap((path) =>
    shoppers.agents.map((_, index) => ({
      about: `an account at ${path}`,
      request: {
        url: `${shop}${path}`,
        headers: { ...browser(index), cookie: `__Host-session=${'eyJhbGciOiJSUzI1NiJ9.'.repeat(20)}` },
      },
    })),
  );
}

/** Callbacks as they were recorded: gateways send agents that are no browsers, or none. */
function callbacks(): readonly OrdinaryRequest[] {
  const { vectors }: { readonly vectors: readonly Vector[] } = JSON.parse(
    readFileSync('test/lambda/gateways/vectors.json', 'utf8'),
  );
  return vectors
    .filter(({ valid, bodyBase64 }) => valid && bodyBase64)
    .map(({ gateway, headers = {}, bodyBase64 = '' }) => ({
      about: `a callback of ${gateway}`,
      request: {
        method: 'POST',
        url: `${shop}/callbacks/${gateway}`,
        headers: { 'content-type': 'application/json', ...headers },
        body: Buffer.from(bodyBase64, 'base64'),
      },
    }));
}

interface Vector {
  readonly gateway: string;
  readonly valid: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  readonly bodyBase64?: string;
}

function browser(index: number): Readonly<Record<string, string>> {
  const { agents, languages } = shoppers;
  return {
    'user-agent': agents[index % agents.length] ?? '',
    accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
    'accept-language': languages[index % languages.length] ?? '',
    'accept-encoding': 'gzip, deflate, br, zstd',
    'sec-fetch-mode': 'navigate',
    'sec-ch-ua': '"Chromium";v="148", "Not/A)Brand";v="99"',
  };
}

/** Pages by their folders, everything else by its own name. */
function pathsOf(example: string): readonly string[] {
  const folder = join('examples', example, 'site');
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length))
    .map((path) => path.replace(/index\.html$/, ''))
    .sort();
}

/** Forty people share each address, as they do behind a provider's. */
function addressOf(index: number): string {
  return `198.51.100.${1 + Math.floor(index / 40)}`;
}
