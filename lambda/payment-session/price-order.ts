import { type Priced, priceCart, type Unpriced } from '../shared/catalogue/price-cart.ts';
import type { ReleasedCatalogue } from '../shared/catalogue/released-catalogue.ts';
import type { CheckoutRequest } from './checkout-request.ts';
import type { Problem } from './problem.ts';

/** What an order costs, and by which catalogue. */
export interface PricedOrder extends Priced {
  /** Version of the catalogue. */
  readonly catalogue: string;
}

const problems: Readonly<Record<Unpriced['unpriced'], Problem>> = {
  unknown_product: { problem: 'cart_outdated' },
  currency_needed: { problem: 'invalid_fields', errors: [{ field: 'currency', code: 'missing' }] },
  not_in_currency: { problem: 'not_in_currency' },
  no_delivery: { problem: 'no_delivery' },
};

/** Prices an order by the catalogue of the moment, and holds the sum that its shopper was shown against it. */
export function priceOrder(
  checkoutRequest: Pick<CheckoutRequest, 'items' | 'country' | 'currency' | 'total'>,
  { version, catalogue }: ReleasedCatalogue,
): PricedOrder | Problem {
  const priced = priceCart(checkoutRequest, catalogue);
  if ('unpriced' in priced) return problems[priced.unpriced];
  const { total = priced.amountMinor } = checkoutRequest;
  return total === priced.amountMinor ? { ...priced, catalogue: version } : { problem: 'cart_outdated' };
}
