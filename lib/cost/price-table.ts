import { InputError } from '../cloudformation/input/input-error.ts';
import prices from './prices.json' with { type: 'json' };

/** Something that AWS bills for, by its name in the price table. */
export type PricedItem = keyof typeof prices.items;

/** The day on which the prices were read, `YYYY-MM-DD`. */
export const pricesReadOn: string = prices.readOn;

/** Hours of a month, as AWS's own calculator counts them. */
export const hoursPerMonth: number = prices.hoursPerMonth;

/** What one unit of an item costs in a region. */
export interface Price {
  readonly name: string;
  readonly unit: string;
  /** US dollars for one unit, without free tier. */
  readonly dollars: number;
  readonly source: string;
}

/**
 * The price of an item in a region.
 *
 * @throws InputError where the table has no price for the region
 */
export function priceOf(item: PricedItem, region: string): Price {
  const { name, unit, source, price } = prices.items[item];
  const byRegion: Readonly<Record<string, number>> = typeof price === 'number' ? { [region]: price } : price;
  const dollars = byRegion[region];
  if (dollars === undefined) {
    throw new InputError(
      `the price table of ${pricesReadOn} has no price of "${name}" in ${region}, name one of ${Object.keys(byRegion).join(', ')} with --region`,
    );
  }
  return { name, unit, dollars, source: prices.sources[source as keyof typeof prices.sources] };
}
