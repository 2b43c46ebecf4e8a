import { isCurrency } from '../gateways/currencies.ts';
import { type Priced, priceCart, type Unpriced } from '../shared/catalogue/price-cart.ts';
import type { ReleasedCatalogue } from '../shared/catalogue/released-catalogue.ts';
import type { Log } from '../shared/log/log.ts';
import { askQuote, type Quoting } from './ask-quote.ts';
import type { PriceRequest } from './checkout-request.ts';
import type { Problem } from './problem.ts';
import type { Quoted } from './quote-form.ts';

/** What an order costs, and by which catalogue or quote. */
export interface PricedOrder extends Quoted {
  /** Version of the catalogue. */
  readonly catalogue: string;
  /** Name of the question that the shop's own system answered. */
  readonly quote?: string;
}

/** What orders are priced with. */
export interface Pricing {
  /** Where the shop's own system says what an order costs. */
  readonly quoting?: Quoting;
  readonly log: Log;
}

const problems: Readonly<Record<Unpriced['unpriced'], Problem>> = {
  unknown_product: { problem: 'cart_outdated' },
  currency_needed: { problem: 'invalid_fields', errors: [{ field: 'currency', code: 'missing' }] },
  not_in_currency: { problem: 'not_in_currency' },
  no_delivery: { problem: 'no_delivery' },
};

/** Prices an order, and holds the sum that its shopper was shown against it. */
export async function priceOrder(
  request: PriceRequest,
  current: ReleasedCatalogue,
  { quoting, log }: Pricing,
): Promise<PricedOrder | Problem> {
  const priced = quoting ? await quoted(request, current, { quoting, log }) : listed(request, current);
  if ('problem' in priced) return priced;
  const { total = priced.amountMinor } = request;
  if (total !== priced.amountMinor) return { problem: 'cart_outdated' };
  return { ...priced, catalogue: current.version };
}

function listed(request: PriceRequest, { catalogue }: ReleasedCatalogue): Priced | Problem {
  const priced = priceCart(request, catalogue);
  return 'unpriced' in priced ? problems[priced.unpriced] : priced;
}

// A shop whose system does not answer sells nothing meanwhile; other ways to pay would not help.
const quoteSeconds = 30;

async function quoted(
  { items, country, region, postalCode, currency: wanted }: PriceRequest,
  { version, catalogue: { currencies } }: ReleasedCatalogue,
  { quoting, log }: Required<Pricing>,
): Promise<Quoted | Problem> {
  const [only, ...others] = currencies;
  const currency = wanted ?? (others.length === 0 ? only : undefined);
  if (currency === undefined) return problems.currency_needed;
  if (!isCurrency(currency)) return problems.not_in_currency;
  const asked = { items, country, region, postalCode, currency, catalogue: version };
  const answer = await askQuote(quoting, asked, log);
  if (answer === 'unsold') return { problem: 'cart_outdated' };
  if (answer) return answer;
  log.count('SessionFailed');
  return { problem: 'quote_unavailable', retryAfterSeconds: quoteSeconds };
}
