/** Choices that are the same for the same seed, on every machine. */
export interface Seeded {
  /** A whole number from 0 up to, and without, `below`. */
  readonly below: (below: number) => number;
  readonly pick: <Item>(items: readonly Item[]) => Item;
  /** So many characters of an alphabet. */
  readonly text: (length: number, alphabet: string) => string;
  readonly digits: (length: number) => string;
}

/** Starts a series of choices (Mulberry32). */
export function seeded(seed: number): Seeded {
  let state = seed | 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  const text = (length: number, alphabet: string) =>
    Array.from({ length }, () => alphabet[below(alphabet.length)]).join('');
  return {
    below,
    text,
    pick: (items) => items[below(items.length)] as (typeof items)[number],
    digits: (length) => text(length, '0123456789'),
  };
}
