import * as z from 'zod/mini';
import { parseJson } from '../gateways/json.ts';
import type { BillingAddress } from '../gateways/session-request.ts';
import { longestSlug, slugForm } from '../shared/catalogue/catalogue-limits.ts';
import type { FieldError } from '../shared/http/problem.ts';
import { checkoutForm } from '../shared/orders/order-reference.ts';
import { languageForm } from '../shared/texts/own-texts.ts';
import { isTextName } from '../shared/texts/texts.ts';
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
  region: z.optional(typed(100)),
  country: z.string().check(z.regex(/^[A-Z]{2}$/)),
  currency: z.optional(z.string().check(z.regex(/^[A-Z]{3}$/))),
  // What the page showed: never a price, only a reason to stop.
  total: z.optional(z.int().check(z.gte(0))),
  gateway: z.string().check(z.regex(/^[a-z0-9]{1,32}$/)),
  checkout: z.string().check(z.toLowerCase(), z.regex(checkoutForm)),
  locale: z.optional(z.string().check(z.regex(languageForm))),
  card: z.optional(
    z.object({
      token: token(4096),
      brand: z.optional(token(32)),
      issuer: z.optional(token(32)),
      device: z.optional(token(4096)),
      document: z.optional(
        z.object({
          type: token(32),
          number: z.string().check(z.regex(/^[0-9A-Za-z./-]+$/), z.maxLength(32)),
        }),
      ),
    }),
  ),
});

/** What a shopper wants to order, and how to pay for it. */
export type CheckoutRequest = z.infer<typeof checkoutRequestForm>;

/** Where the bill goes. A member that is absent is not written as nothing. */
export function addressOf(request: Pick<CheckoutRequest, keyof BillingAddress>): BillingAddress {
  const { name, line1, line2, postalCode, city, region, country } = request;
  return {
    name,
    line1,
    ...(line2 && { line2 }),
    postalCode,
    city,
    ...(region && { region }),
    country,
  };
}

/** Reads a checkout request out of a parsed body. */
export function checkoutRequestOf(parsed: ParsedBody): CheckoutRequest | Problem {
  const fields = fieldsOf(parsed);
  if (!fields) return { problem: 'malformed_request' };
  const result = checkoutRequestForm.safeParse(fields);
  if (result.success) {
    return hasTwice(result.data.items) ? malformedCart : result.data;
  }
  return problemIn(errorsOf(result.error.issues, fields));
}

// Where an order goes may decide what it costs; who it goes to does not.
const priceRequestForm = z.extend(
  z.pick(checkoutRequestForm, { items: true, country: true, currency: true }),
  z.partial(z.pick(checkoutRequestForm, { postalCode: true, region: true })).shape,
);

/** What decides a price. */
export type PriceRequest = z.infer<typeof priceRequestForm> & Pick<CheckoutRequest, 'total'>;

/** Reads what a page wants to know the price of. */
export function priceRequestOf(parsed: ParsedBody): PriceRequest | Problem {
  const fields = fieldsOf(parsed);
  if (!fields) return { problem: 'malformed_request' };
  const result = priceRequestForm.safeParse(fields);
  if (!result.success) return problemIn(errorsOf(result.error.issues, fields));
  return hasTwice(result.data.items) ? malformedCart : result.data;
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(parsed: ParsedBody): Fields | undefined {
  if (parsed.kind === 'json') return parsed.value as Fields;
  const fields = Object.entries(parsed.values);
  // Which of two values counts is not for us to guess.
  if (fields.some(([, values]) => values.length > 1)) return undefined;
  const single = Object.fromEntries(fields.map(([name, [value]]) => [name, value]));
  const { items, total, card: _, ...rest } = single;
  // A form sends each of its fields, whether or not something was written into it.
  const written = Object.entries(rest).filter(([, value]) => value?.trim() !== '');
  return {
    ...Object.fromEntries(written),
    items: items?.trim() ? parseJson(items) : chosenItems(written),
    ...(total?.trim() && { total: parseJson(total) }),
  };
}

const quantityField = /^quantity\.(.+)$/;

/** A page without a script has a field for each product: `quantity.SLUG`. Nothing where none of any was chosen. */
function chosenItems(written: readonly (readonly [string, string | undefined])[]): unknown {
  const items = written.flatMap(([name, value = '']) => {
    const [, slug] = quantityField.exec(name) ?? [];
    return slug === undefined || value.trim() === '0' ? [] : [{ slug, quantity: parseJson(value.trim()) }];
  });
  return items.length > 0 ? items : undefined;
}

function hasTwice(items: CheckoutRequest['items']): boolean {
  return new Set(items.map(({ slug }) => slug)).size < items.length;
}

const malformedCart: Problem = {
  problem: 'malformed_cart',
  errors: [{ field: 'items', code: 'malformed' }],
};

/** One error for each member of the request, by the first thing that is wrong with it. */
function errorsOf(issues: readonly z.core.$ZodIssue[], fields: Fields): readonly FieldError[] {
  const errors = issues.map((issue): FieldError => {
    const field = String(issue.path[0] ?? '');
    return { field, code: codeOf(issue, fields[field]) };
  });
  return errors.filter(
    ({ field }, index) => errors.findIndex((earlier) => earlier.field === field) === index,
  );
}

function codeOf({ code, path }: z.core.$ZodIssue, value: unknown): FieldError['code'] {
  if (value === undefined || (typeof value === 'string' && value.trim() === '')) return 'missing';
  return code === 'too_big' && path.length === 1 ? 'too_long' : 'malformed';
}

// A shopper can correct what has a name in the form; the rest is the page's own.
function problemIn(errors: readonly FieldError[]): Problem {
  if (errors.some(({ field }) => field === 'items')) return { problem: 'malformed_cart', errors };
  const isCorrectable = errors.every(({ field }) => isTextName(`field.${field}`));
  return { problem: isCorrectable ? 'invalid_fields' : 'malformed_request', errors };
}
