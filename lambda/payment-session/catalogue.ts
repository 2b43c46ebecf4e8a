import * as z from 'zod/mini';
import type { OrderLine } from '../shared/orders/order.ts';
import type { CheckoutRequest } from './checkout-request.ts';
import type { Problem } from './problem.ts';

/** One thing that the shop sells, as far as an order needs it. */
export interface Product {
  readonly slug: string;
  readonly title: string;
  /** In the smallest unit of ISO 4217. */
  readonly priceMinor: number;
  readonly currency: string;
}

/** What the shop sells and for how much, by slug. */
export type Catalogue = ReadonlyMap<string, Product>;

/** Something in a catalogue that cannot be sold. */
export interface CatalogueFault {
  /** Keys and positions that lead to it. */
  readonly path: readonly (string | number)[];
  /** A clause that says what to do: `write ...`. */
  readonly remedy: string;
}

// Everything is read at the start of the function, and each price times the most pieces of an order stays exact.
const mostProducts = 5000;
const highestPrice = 100_000_000_000;

/** The longest name of a product: a slug of a page's address. */
export const slugForm = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
export const longestSlug = 64;

const productForm = z.object({
  slug: z.string().check(z.regex(slugForm), z.maxLength(longestSlug)),
  title: z.string().check(z.trim(), z.minLength(1), z.maxLength(120), z.regex(/^[^\p{Cc}\p{Cs}]*$/u)),
  priceMinor: z.int().check(z.gte(1), z.lte(highestPrice)),
  currency: z.string().check(z.regex(/^[A-Z]{3}$/)),
});

const catalogueForm = z.array(productForm).check(z.minLength(1), z.maxLength(mostProducts));

const remedies: Readonly<Record<keyof Product, string>> = {
  slug: `write at most ${longestSlug} lower-case letters, digits and single hyphens, such as moss-mug`,
  title: 'write what the product is called, in at most 120 characters',
  priceMinor: `write the price in the smallest unit of its currency, a whole number from 1 to ${highestPrice}`,
  currency: 'write the ISO 4217 code of its currency, such as EUR',
};

/** What is wrong with a catalogue; nothing if an order can be priced by it. */
export function catalogueFaults(value: unknown): readonly CatalogueFault[] {
  const parsed = catalogueForm.safeParse(value);
  if (parsed.success) return repeatedSlugs(parsed.data);
  return parsed.error.issues.map(({ path }) => ({
    path: path.filter((step) => typeof step !== 'symbol'),
    remedy: remedyAt(path.at(-1)),
  }));
}

/** Reads a catalogue. Throws where it has a fault. */
export function readCatalogue(value: unknown): Catalogue {
  if (catalogueFaults(value).length > 0) throw new Error('the catalogue has another form than it needs');
  return new Map(catalogueForm.parse(value).map((product) => [product.slug, product]));
}

function remedyAt(step: PropertyKey | undefined): string {
  const remedy = Object.entries(remedies).find(([name]) => name === step)?.[1];
  if (remedy !== undefined) return remedy;
  return step === undefined
    ? `write a list of 1 to ${mostProducts} products`
    : 'write a product with slug, title, priceMinor and currency';
}

function repeatedSlugs(products: readonly Product[]): readonly CatalogueFault[] {
  const seen = new Set<string>();
  return products.flatMap(({ slug }, index) => {
    const isRepeated = seen.has(slug);
    seen.add(slug);
    return isRepeated
      ? [{ path: [index, 'slug'], remedy: 'give each product a slug of its own, and list it once' }]
      : [];
  });
}

/** What an order costs, by the shop's own catalogue. */
export interface Priced {
  readonly lines: readonly OrderLine[];
  /** In the smallest unit of ISO 4217. */
  readonly amountMinor: number;
  readonly currency: string;
}

/** Prices what a shopper wants; what the browser said of prices never comes this far. */
export function price(items: CheckoutRequest['items'], catalogue: Catalogue): Priced | Problem {
  const products = items.flatMap(({ slug, quantity }) => {
    const product = catalogue.get(slug);
    return product ? [{ product, quantity }] : [];
  });
  if (products.length < items.length) return { problem: 'cart_outdated' };
  const [currency, ...more] = new Set(products.map(({ product }) => product.currency));
  if (currency === undefined || more.length > 0) return { problem: 'mixed_currencies' };
  const lines = products.map(({ product, quantity }) => lineOf(product, quantity));
  const amountMinor = lines.reduce((sum, line) => sum + line.priceMinor * line.quantity, 0);
  return { lines, amountMinor, currency };
}

function lineOf({ slug, title, priceMinor }: Product, quantity: number): OrderLine {
  return { slug, title, quantity, priceMinor };
}
