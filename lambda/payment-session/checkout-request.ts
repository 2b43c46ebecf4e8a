import * as z from 'zod/mini';
import { parseJson } from '../gateways/json.ts';
import { longestSlug, slugForm } from './catalogue.ts';
import type { Problem } from './problem.ts';
import type { ParsedBody } from './read-request.ts';

// What a person types: no control character, which could end a line or a header, and nothing that was cut in two.
const typed = (longest: number) =>
  z
    .string()
    .check(z.trim(), z.minLength(1), z.maxLength(longest), z.regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\uFFFD]*$/u));

const item = z.object({
  slug: z.string().check(z.regex(slugForm), z.maxLength(longestSlug)),
  quantity: z.int().check(z.gte(1), z.lte(99)),
});

const token = (longest: number) => z.string().check(z.regex(/^[\x21-\x7e]+$/), z.maxLength(longest));

// Members that are not named here, above all prices, are left out.
const checkoutRequestForm = z.object({
  items: z.array(item).check(z.minLength(1), z.maxLength(100)),
  name: typed(100),
  email: typed(254).check(z.regex(/^[^\s@]{1,64}@[^\s@]+\.[^\s@]+$/)),
  line1: typed(100),
  line2: z.optional(typed(100)),
  postalCode: typed(12),
  city: typed(100),
  country: z.string().check(z.regex(/^[A-Z]{2}$/)),
  gateway: z.string().check(z.regex(/^[a-z0-9]{1,32}$/)),
  checkout: z
    .string()
    .check(z.toLowerCase(), z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)),
  card: z.optional(z.object({ token: token(4096), brand: z.optional(token(32)) })),
});

/** What a shopper wants to order, and how to pay for it. */
export type CheckoutRequest = z.infer<typeof checkoutRequestForm>;

/** Reads a checkout request out of a parsed body. */
export function checkoutRequestOf(parsed: ParsedBody): CheckoutRequest | Problem {
  const fields = fieldsOf(parsed);
  if (!fields) return { problem: 'malformed_request' };
  const result = checkoutRequestForm.safeParse(fields);
  if (result.success) return hasTwice(result.data.items) ? { problem: 'malformed_cart' } : result.data;
  return problemIn(new Set(result.error.issues.map(({ path }) => String(path[0] ?? ''))));
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(parsed: ParsedBody): Fields | undefined {
  if (parsed.kind === 'json') return parsed.value as Fields;
  const fields = Object.entries(parsed.values);
  // Which of two values counts is not for us to guess.
  if (fields.some(([, values]) => values.length > 1)) return undefined;
  const single = Object.fromEntries(fields.map(([name, [value]]) => [name, value]));
  const { items = '', line2, card: _, ...rest } = single;
  return { ...rest, items: parseJson(items), ...(line2?.trim() && { line2 }) };
}

function hasTwice(items: CheckoutRequest['items']): boolean {
  return new Set(items.map(({ slug }) => slug)).size < items.length;
}

/** What a shopper can correct, as the page calls it. */
const labels: ReadonlyMap<string, string> = new Map([
  ['name', 'full name'],
  ['email', 'email'],
  ['line1', 'street and house number'],
  ['line2', 'flat, floor or company'],
  ['postalCode', 'postal code'],
  ['city', 'town or city'],
  ['country', 'country'],
  ['gateway', 'way to pay'],
]);

function problemIn(names: ReadonlySet<string>): Problem {
  if (names.has('items')) return { problem: 'malformed_cart' };
  const fields = [...names].map((name) => labels.get(name));
  const isCorrectable = (field: string | undefined): field is string => field !== undefined;
  return fields.every(isCorrectable)
    ? { problem: 'invalid_fields', fields }
    : { problem: 'malformed_request' };
}
