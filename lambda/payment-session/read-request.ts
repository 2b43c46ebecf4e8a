import { type Delivery, header, longestBody } from '../gateways/delivery.ts';
import { at, parseJson } from '../gateways/json.ts';
import { mediaType } from '../shared/http/negotiation.ts';
import { checkoutIn } from '../shared/orders/order-reference.ts';
import { languageForm } from '../shared/texts/own-texts.ts';
import { isProblem, type Problem } from './problem.ts';

/** The body of a request as it was parsed; nothing in it is checked yet. */
export type ParsedBody =
  | { readonly kind: 'form'; readonly values: Readonly<Record<string, readonly string[]>> }
  | { readonly kind: 'json'; readonly value: unknown };

/** What a request asks for. */
export type Asked =
  | { readonly kind: 'order' | 'price'; readonly body: ParsedBody }
  | { readonly kind: 'state'; readonly checkout: string }
  | { readonly kind: 'catalogue' | 'methods' };

interface Address {
  readonly kind: Asked['kind'];
  readonly path: RegExp;
  readonly methods: readonly string[];
}

const readable = ['GET', 'HEAD'];

const addresses: readonly Address[] = [
  { kind: 'order', path: /^\/api\/session$/, methods: ['POST'] },
  { kind: 'price', path: /^\/api\/price$/, methods: ['POST'] },
  { kind: 'state', path: /^\/api\/payment-state$/, methods: ['POST'] },
  { kind: 'catalogue', path: /^\/api\/catalogue$/, methods: readable },
  { kind: 'methods', path: /^\/api\/payment-methods$/, methods: readable },
];

/** Reads what a request asks for. */
export function readRequest(delivery: Delivery, path: string, shopUrl: string): Asked | Problem {
  const address = addresses.find((each) => each.path.test(path));
  if (!address) return { problem: 'no_such_address' };
  const { kind, methods } = address;
  if (!methods.includes(delivery.method)) return { problem: 'method_not_allowed', allow: methods.join(', ') };
  switch (kind) {
    case 'catalogue':
    case 'methods':
      return { kind };
    case 'state':
    case 'order':
    case 'price': {
      const body = readBody(delivery, shopUrl);
      if (isProblem(body)) return body;
      return kind === 'state' ? stateAsked(body) : { kind, body };
    }
  }
}

// Whoever knows the name of a checkout may change its order until it is paid: it stands in no address, since logs keep those.
function stateAsked(body: ParsedBody): Asked | Problem {
  const named = memberOf(body, 'checkout');
  const checkout = typeof named === 'string' ? checkoutIn(named) : undefined;
  if (checkout !== undefined) return { kind: 'state', checkout };
  return { problem: 'malformed_request', errors: [{ field: 'checkout', code: 'malformed' }] };
}

function readBody(delivery: Delivery, shopUrl: string): ParsedBody | Problem {
  if (!isFromShop(delivery, shopUrl)) return { problem: 'cross_site_request' };
  const kind = kindOf(delivery);
  if (!kind) return { problem: 'unsupported_media_type' };
  if (delivery.body.length > longestBody) return { problem: 'payload_too_large' };
  return (
    (kind === 'form' ? readForm(delivery.body) : readJson(delivery.body)) ?? { problem: 'malformed_request' }
  );
}

/** The language that a request names for its shopper; nothing where it names none. */
export function localeOf(asked: Asked | Problem): readonly string[] {
  if (isProblem(asked) || !('body' in asked)) return [];
  const { body } = asked;
  const locale = memberOf(body, 'locale');
  return typeof locale === 'string' && languageForm.test(locale) ? [locale] : [];
}

function memberOf(body: ParsedBody, name: string): unknown {
  return body.kind === 'form' ? body.values[name]?.[0] : at(body.value, name);
}

// What browsers say about where a form stood. They have said it for years; what says nothing is no browser that could
// have been led here by another site.
function isFromShop({ headers }: Delivery, shopUrl: string): boolean {
  const origins = headers.get('origin') ?? [];
  const sites = headers.get('sec-fetch-site') ?? [];
  return origins.every((origin) => origin === shopUrl) && sites.every((site) => site === 'same-origin');
}

const kinds: ReadonlyMap<string, ParsedBody['kind']> = new Map([
  ['application/x-www-form-urlencoded', 'form'],
  ['application/json', 'json'],
]);

function kindOf(delivery: Delivery): ParsedBody['kind'] | undefined {
  const [type = '', ...parameters] = (header(delivery, 'content-type') ?? '').split(';');
  const isUtf8 = parameters.every((parameter) => /^\s*charset="?utf-8"?\s*$/i.test(parameter));
  const isPlain = !delivery.headers.has('content-encoding');
  return isUtf8 && isPlain ? kinds.get(mediaType(type)) : undefined;
}

function readForm(body: Buffer): ParsedBody | undefined {
  const values = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(body.toString('utf8'))) {
    const known = values.get(name);
    if (known) known.push(value);
    else values.set(name, [value]);
  }
  return values.size > 0 ? { kind: 'form', values: Object.fromEntries(values) } : undefined;
}

function readJson(body: Buffer): ParsedBody | undefined {
  const value = parseJson(body);
  return typeof value === 'object' && value !== null ? { kind: 'json', value } : undefined;
}
