import * as z from 'zod/mini';
import { type CatalogueFault, faultsBetween, remedyAt } from './catalogue-faults.ts';
import { catalogueLimits, longestSlug, slugForm } from './catalogue-limits.ts';

/** Amounts in the smallest unit of ISO 4217, by the code of their currency. */
type Prices = Readonly<Record<string, number>>;

/** One thing that the shop sells, as far as an order needs it. */
export interface Product {
  readonly slug: string;
  readonly title: string;
  /** The owner's own prices; none is ever converted into another. */
  readonly prices: Prices;
  /** Which of the rates of a country it is taxed by. */
  readonly tax: string;
}

/** Countries of ISO 3166, or all that no other row names. */
type Countries = readonly string[] | 'others';

/** What sending an order costs in some countries. */
export interface ShippingRate {
  readonly countries: Countries;
  readonly title: string;
  /** By currency: what it costs from which sum of the products on, the lowest sum first, which is 0. */
  readonly prices: Readonly<Record<string, readonly ShippingStep[]>>;
  readonly tax: string;
}

interface ShippingStep {
  readonly from: number;
  readonly price: number;
}

/** The tax that prices include in some countries. */
export interface TaxRate {
  readonly countries: Countries;
  /** In percent, by the name that products give in `tax`. */
  readonly rates: Readonly<Record<string, number>>;
}

/** What the shop sells, for how much, and what comes with it. */
export interface Catalogue {
  /** By slug. */
  readonly products: ReadonlyMap<string, Product>;
  /** In which something is sold; sorted. */
  readonly currencies: readonly string[];
  /** Missing where prices include the delivery to every country. */
  readonly shipping?: readonly ShippingRate[];
  /** Missing where nothing is said about taxes. */
  readonly tax?: readonly TaxRate[];
}

/** The tax of what names none. */
const usualTax = 'standard';

const { highestPrice, mostProducts, longestTitle } = catalogueLimits;

const title = z
  .string()
  .check(z.trim(), z.minLength(1), z.maxLength(longestTitle), z.regex(/^[^\p{Cc}\p{Cs}]*$/u));
const taxName = z._default(z.string().check(z.regex(/^[a-z][a-z0-9-]{0,31}$/)), usualTax);
const amount = z.int().check(z.gte(0), z.lte(highestPrice));
const price = z.int().check(z.gte(1), z.lte(highestPrice));
const countries = z.union([
  z.literal('others'),
  z.array(z.string().check(z.regex(/^[A-Z]{2}$/))).check(z.minLength(1)),
]);

const product = z.object({
  slug: z.string().check(z.regex(slugForm), z.maxLength(longestSlug)),
  title,
  prices: z.record(z.string(), price).check(z.refine(isFilled)),
  tax: taxName,
});

const shipping = z.strictObject({
  countries,
  title,
  prices: z
    .record(
      z.string(),
      z
        .array(z.strictObject({ from: amount, price: amount }))
        .check(z.minLength(1), z.maxLength(20), z.refine(rises)),
    )
    .check(z.refine(isFilled)),
  tax: taxName,
});

// Written in percent: what is below 1 and not nothing was meant as a part of one.
const percent = z.number().check(z.gte(0), z.lte(100), z.refine(isPercent));

const tax = z.strictObject({
  countries,
  rates: z.record(z.string().check(z.regex(/^[a-z][a-z0-9-]{0,31}$/)), percent).check(z.refine(isFilled)),
});

const form = z.strictObject({
  products: z.array(product).check(z.minLength(1), z.maxLength(mostProducts)),
  shipping: z.optional(z.array(shipping).check(z.minLength(1), z.maxLength(300))),
  tax: z.optional(z.array(tax).check(z.minLength(1), z.maxLength(300))),
});

/** A catalogue as its file has it, with defaults. */
export type CatalogueFile = z.output<typeof form>;

/** What is wrong with the content of a catalogue's file; nothing if an order can be priced by it. */
export function catalogueFaults(value: unknown): readonly CatalogueFault[] {
  const parsed = form.safeParse(value);
  if (parsed.success) return faultsBetween(parsed.data);
  return parsed.error.issues.flatMap((issue) => {
    const path = issue.path.filter((step) => typeof step !== 'symbol');
    const unknown = issue.code === 'unrecognized_keys' ? issue.keys : [];
    if (unknown.length === 0) return [{ path, remedy: remedyAt(path) }];
    return unknown.map((key) => ({ path: [...path, key], remedy: 'remove it; nothing reads it' }));
  });
}

/** Reads a catalogue. Throws where it has a fault. */
export function readCatalogue(value: unknown): Catalogue {
  if (catalogueFaults(value).length > 0) throw new Error('the catalogue has another form than it needs');
  const { products, shipping: rates, tax: taxes } = form.parse(value);
  return {
    products: new Map(products.map((each) => [each.slug, each])),
    currencies: [...new Set(products.flatMap(({ prices }) => Object.keys(prices)))].sort(),
    ...(rates && { shipping: rates }),
    ...(taxes && { tax: taxes }),
  };
}

function isFilled(record: object): boolean {
  return Object.keys(record).length > 0;
}

function rises(steps: readonly ShippingStep[]): boolean {
  return steps.every(({ from }, index) =>
    index === 0 ? from === 0 : from > (steps[index - 1]?.from ?? Number.POSITIVE_INFINITY),
  );
}

function isPercent(value: number): boolean {
  return (value === 0 || value >= 1) && Math.abs(value * 100 - Math.round(value * 100)) < 1e-6;
}
