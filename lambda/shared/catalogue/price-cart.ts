import type { OrderLine, OrderShipping, OrderTax } from '../orders/order.ts';
import type { Catalogue, Product, ShippingRate, TaxRate } from './catalogue.ts';

/** What a shopper wants, and where to. */
export interface Cart {
  readonly items: readonly { readonly slug: string; readonly quantity: number }[];
  /** ISO 3166. */
  readonly country: string;
  /** @default - the catalogue's, where it has but one */
  readonly currency?: string | undefined;
}

/** What an order costs. All amounts are in the smallest unit of ISO 4217. */
export interface Priced {
  readonly lines: readonly OrderLine[];
  /** Missing where prices include the delivery. */
  readonly shipping?: OrderShipping;
  /** Missing where nothing is said about taxes. */
  readonly tax?: OrderTax;
  readonly amountMinor: number;
  readonly currency: string;
}

/** Why a cart has no price. */
export interface Unpriced {
  readonly unpriced: 'unknown_product' | 'currency_needed' | 'not_in_currency' | 'no_delivery';
}

/** Prices a cart by the shop's own catalogue; what a browser said of prices never comes this far. */
export function priceCart(
  { items, country, currency: wanted }: Cart,
  catalogue: Catalogue,
): Priced | Unpriced {
  const currency = wanted ?? onlyOne(catalogue.currencies);
  if (currency === undefined) return { unpriced: 'currency_needed' };
  const chosen = items.flatMap(({ slug, quantity }) => {
    const product = catalogue.products.get(slug);
    return product ? [{ product, quantity, priceMinor: priceIn(product.prices, currency) }] : [];
  });
  if (chosen.length < items.length) return { unpriced: 'unknown_product' };
  const priced = chosen.flatMap(({ priceMinor, ...rest }) =>
    priceMinor === undefined ? [] : [{ ...rest, priceMinor }],
  );
  if (priced.length < chosen.length) return { unpriced: 'not_in_currency' };
  const rates = catalogue.tax && rowOf(catalogue.tax, country)?.rates;
  const lines = priced.map((each) => lineOf(each, rates));
  const sum = lines.reduce((total, { priceMinor, quantity }) => total + priceMinor * quantity, 0);
  const shipping = shippingOf(catalogue, { country, currency, sum });
  return shipping === 'none' ? { unpriced: 'no_delivery' } : total({ lines, shipping, sum, currency, rates });
}

interface Parts {
  readonly lines: readonly OrderLine[];
  readonly shipping: (Charge & Pick<ShippingRate, 'tax'>) | undefined;
  readonly sum: number;
  readonly currency: string;
  readonly rates: TaxRate['rates'] | undefined;
}

type Charge = Pick<OrderShipping, 'title' | 'amountMinor'>;

function total({ lines, shipping: charge, sum, currency, rates }: Parts): Priced {
  const shipping = charge && {
    title: charge.title,
    amountMinor: charge.amountMinor,
    ...taxed(charge.amountMinor, rates?.[charge.tax]),
  };
  const taxes = [...lines, ...(shipping ? [shipping] : [])].map(({ tax }) => tax?.amountMinor ?? 0);
  return {
    lines,
    ...(shipping && { shipping }),
    ...(rates && { tax: { amountMinor: taxes.reduce((one, other) => one + other, 0), isIncluded: true } }),
    amountMinor: sum + (shipping?.amountMinor ?? 0),
    currency,
  };
}

function lineOf(
  { product, quantity, priceMinor }: { product: Product; quantity: number; priceMinor: number },
  rates: TaxRate['rates'] | undefined,
): OrderLine {
  const { slug, title, tax } = product;
  return { slug, title, quantity, priceMinor, ...taxed(priceMinor * quantity, rates?.[tax]) };
}

/** The tax inside an amount, rounded half up, once for each line. */
function taxed(amountMinor: number, percent: number | undefined): Pick<OrderLine, 'tax'> {
  if (percent === undefined) return {};
  // An amount times a rate may have more digits than a number keeps.
  const hundredths = BigInt(Math.round(percent * 100));
  const whole = 10_000n + hundredths;
  const included = (2n * BigInt(amountMinor) * hundredths + whole) / (2n * whole);
  return { tax: { percent, amountMinor: Number(included) } };
}

function shippingOf(
  { shipping }: Catalogue,
  { country, currency, sum }: { readonly country: string; readonly currency: string; readonly sum: number },
): Parts['shipping'] | 'none' {
  if (!shipping) return undefined;
  const row = rowOf(shipping, country);
  const step = row?.prices[currency]?.findLast(({ from }) => sum >= from);
  return row && step ? { title: row.title, amountMinor: step.price, tax: row.tax } : 'none';
}

function rowOf<Row extends Pick<TaxRate, 'countries'>>(
  rows: readonly Row[],
  country: string,
): Row | undefined {
  return (
    rows.find(({ countries }) => countries !== 'others' && countries.includes(country)) ??
    rows.find(({ countries }) => countries === 'others')
  );
}

function priceIn(prices: Product['prices'], currency: string): number | undefined {
  return Object.hasOwn(prices, currency) ? prices[currency] : undefined;
}

function onlyOne(values: readonly string[]): string | undefined {
  return values.length === 1 ? values[0] : undefined;
}
