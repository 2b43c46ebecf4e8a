import { type Delivery, header } from '../gateways/delivery.ts';
import { at, parseJson } from '../gateways/json.ts';
import { mediaType } from '../shared/http/negotiation.ts';
import { isProblem, type Problem } from './problem.ts';

/** The body of a request as it was parsed; nothing in it is checked yet. */
export type ParsedBody =
  | { readonly kind: 'form'; readonly values: Readonly<Record<string, readonly string[]>> }
  | { readonly kind: 'json'; readonly value: unknown };

/** Reads a request that came from a page of the shop. */
export function readRequest(delivery: Delivery, shopUrl: string): ParsedBody | Problem {
  if (delivery.method !== 'POST') return { problem: 'method_not_allowed' };
  if (!isFromShop(delivery, shopUrl)) return { problem: 'cross_site_request' };
  const kind = kindOf(delivery);
  if (!kind) return { problem: 'unsupported_media_type' };
  if (delivery.body.length > mostBytes) return { problem: 'payload_too_large' };
  return (
    (kind === 'form' ? readForm(delivery.body) : readJson(delivery.body)) ?? { problem: 'malformed_request' }
  );
}

/** The language that a request names for its shopper; nothing where it names none. */
export function localeOf(request: ParsedBody | Problem): readonly string[] {
  if (isProblem(request)) return [];
  const locale = request.kind === 'form' ? request.values['locale']?.[0] : at(request.value, 'locale');
  return typeof locale === 'string' && localeForm.test(locale) ? [locale] : [];
}

/** A language tag of BCP 47, as far as shops name languages: without extensions, so of at most five parts. */
export const localeForm = /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,4}$/;

// A hundred lines of a cart and a long address are some 10 kB.
const mostBytes = 65_536;

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
