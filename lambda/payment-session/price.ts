import type { OrderLine } from '../shared/orders/order.ts';
import type { Catalogue, Product } from './catalogue.ts';
import type { CheckoutRequest } from './checkout-request.ts';
import type { Problem } from './problem.ts';

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
