import * as z from 'zod/mini';
import type { Cart, Priced } from '../shared/catalogue/price-cart.ts';
import type { OrderDiscount, OrderLine } from '../shared/orders/order.ts';

// The most pieces of an order at the highest price of a catalogue.
const most = 9_900_000_000_000;
const amount = z.int().check(z.gte(0), z.lte(most));
const title = z.string().check(z.trim(), z.minLength(1), z.maxLength(120), z.regex(/^[^\p{Cc}\p{Cs}]*$/u));
const tax = z.optional(
  z.strictObject({ percent: z.number().check(z.gte(0), z.lte(100)), amountMinor: amount }),
);

const quoteForm = z.strictObject({
  currency: z.string(),
  lines: z
    .array(z.strictObject({ slug: z.string(), title, quantity: z.int(), priceMinor: amount, tax }))
    .check(z.minLength(1), z.maxLength(100)),
  shipping: z.optional(z.strictObject({ title, amountMinor: amount, tax })),
  discount: z.optional(z.strictObject({ title, amountMinor: amount })),
  tax: z.optional(z.strictObject({ amountMinor: amount, isIncluded: z.boolean() })),
  totalMinor: z.int().check(z.gte(1), z.lte(most)),
});

/** What an order costs by the shop's own pricing system. */
export interface Quoted extends Priced {
  readonly discount?: OrderDiscount;
}

/** What is wrong with a quote, in one word for the log. */
export type QuoteFault = 'form' | 'currency' | 'lines' | 'sum' | 'tax';

/** Reads a quote for a cart in a currency, and holds it against both, and its parts against each other. */
export function readQuote(
  answered: unknown,
  { items }: Pick<Cart, 'items'>,
  currency: string,
): Quoted | QuoteFault {
  const read = quoteForm.safeParse(answered);
  if (!read.success) return 'form';
  const { totalMinor, ...quote } = read.data;
  if (quote.currency !== currency) return 'currency';
  if (!isSameCart(quote.lines, items)) return 'lines';
  const { shipping, discount, tax: taxes } = quote;
  const gross = sum(quote.lines.map(({ priceMinor, quantity }) => priceMinor * quantity));
  const added = (shipping?.amountMinor ?? 0) + (taxes?.isIncluded === false ? taxes.amountMinor : 0);
  if (gross + added - (discount?.amountMinor ?? 0) !== totalMinor || !Number.isSafeInteger(gross))
    return 'sum';
  if (taxes?.isIncluded && taxes.amountMinor > totalMinor) return 'tax';
  return { ...quote, amountMinor: totalMinor };
}

/** Whether the lines are what was asked for, each once, in any order. */
function isSameCart(lines: readonly OrderLine[], items: Cart['items']): boolean {
  const wanted = new Map(items.map(({ slug, quantity }) => [slug, quantity]));
  const quoted = new Map(lines.map(({ slug, quantity }) => [slug, quantity]));
  return (
    lines.length === items.length &&
    quoted.size === wanted.size &&
    [...wanted].every(([slug, quantity]) => quoted.get(slug) === quantity)
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((one, other) => one + other, 0);
}
