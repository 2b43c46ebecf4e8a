import { randomOf } from '../lambda/gateways/support/random.ts';

/** At most so many of the items, the same ones in each run with this seed: what `npm test` looks at where there are many. */
export function sampled<Item>(items: readonly Item[], most: number, seed: string): readonly Item[] {
  return most < items.length ? randomOf(seed).shuffle(items).slice(0, most) : items;
}
