/** Choices that look random and are the same for the same seed. */
export interface Random {
  /** A whole number from 0 up to, and without, `below`. */
  readonly integer: (below: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <Item>(items: readonly Item[]) => Item;
  readonly shuffle: <Item>(items: readonly Item[]) => readonly Item[];
  /** Letters and digits. */
  readonly word: (length: number) => string;
  /** Text of many scripts, with what breaks careless readers of it. */
  readonly text: (length: number) => string;
}

const alphabet = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'];
const pieces = [
  ...[
    'a',
    'Z',
    '7',
    ' ',
    '+',
    '%',
    '&',
    '=',
    '/',
    '<',
    '>',
    "'",
    '"',
    '\\',
    '\n',
    '\r\n',
    '\t',
    '|',
    ',',
    ';',
  ],
  ...[
    'é',
    'e\u0301',
    'ß',
    'İ',
    'ﬁ',
    'Ω',
    'я',
    'ש',
    'ا',
    '日',
    '한',
    '\u00a0',
    '\u200b',
    '\u202e',
    '\u2028',
    '\ufffd',
  ],
  ...['😀', '👩‍👩‍👧', '🏳️‍🌈', '\u0000', '\u007f', '𝟜', '４'],
];

/** Starts a series of choices. */
export function randomOf(seed: string): Random {
  const next = generator(seed);
  const integer = (below: number) => Math.floor(next() * below);
  const pick = <Item>(items: readonly Item[]): Item => {
    if (items.length === 0) throw new Error('there is nothing to pick from');
    return items[integer(items.length)] as Item;
  };
  const many = (length: number, of: readonly string[]) => {
    let all = '';
    for (let index = 0; index < length; index += 1) all += pick(of);
    return all;
  };
  return {
    integer,
    pick,
    chance: (probability) => next() < probability,
    shuffle: (items) =>
      items
        .map((item) => ({ item, order: next() }))
        .sort((left, right) => left.order - right.order)
        .map(({ item }) => item),
    word: (length) => many(length, alphabet),
    text: (length) => many(length, pieces),
  };
}

// The generator Mulberry32, started from an FNV-1a hash of the seed: small, fast and good enough to vary tests.
function generator(seed: string): () => number {
  let state = 0x811c9dc5;
  for (const unit of seed) state = Math.imul(state ^ (unit.codePointAt(0) ?? 0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
