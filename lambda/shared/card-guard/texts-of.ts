/** Where a text stands in a value. */
export interface Place {
  /** The names that lead to it, joined by dots; empty for the value itself. */
  readonly where: string;
  /** The last names that lead to it, as they are: what the text is about. */
  readonly context: string;
}

/** What is done with each text of a value: the answer stands in its place. */
export interface Visitor {
  readonly text: (text: string, place: Place) => string;
  /** Called for what cannot be read: too deep, too long, or an object that throws. */
  readonly unreadable: (place: Place) => string;
}

/**
 * A copy of a value in which the visitor has answered for every text: strings, whole numbers, names of members, bytes,
 * addresses, and what errors say. An object that occurs again, or in itself, is read once.
 */
export function mapTexts(value: unknown, visitor: Visitor): unknown {
  return copyOf(value, { where: '', context: '' }, { visitor, copies: new Map(), depth: 0 });
}

interface Walk {
  readonly visitor: Visitor;
  readonly copies: Map<object, unknown>;
  readonly depth: number;
}

const deepest = 64;
const longestText = 2_000_000;
const contextLength = 64;

function copyOf(value: unknown, place: Place, walk: Walk): unknown {
  if (typeof value === 'string') return copyOfText(value, place, walk.visitor);
  if (typeof value === 'bigint' || Number.isInteger(value)) {
    const text = String(value);
    const copy = walk.visitor.text(text, place);
    return copy === text ? value : copy;
  }
  return typeof value === 'object' && value !== null ? copyOfSeen(value, place, walk) : value;
}

function copyOfText(text: string, place: Place, visitor: Visitor): string {
  return text.length > longestText ? visitor.unreadable(place) : visitor.text(text, place);
}

function copyOfSeen(value: object, place: Place, walk: Walk): unknown {
  if (walk.copies.has(value)) return walk.copies.get(value);
  if (walk.depth >= deepest) return walk.visitor.unreadable(place);
  try {
    return copyOfObject(value, place, { ...walk, depth: walk.depth + 1 });
  } catch {
    // A getter or a proxy threw. What cannot be read cannot be called clean.
    return walk.visitor.unreadable(place);
  }
}

function copyOfObject(value: object, place: Place, walk: Walk): unknown {
  if (value instanceof Uint8Array) return copyOfBytes(value, place, walk.visitor);
  if (value instanceof URL || value instanceof URLSearchParams) {
    const text = String(value);
    const copy = copyOfText(text, place, walk.visitor);
    return copy === text ? value : copy;
  }
  if (value instanceof Date || value instanceof RegExp) return value;
  return copyOfMembers(value, place, walk);
}

function copyOfBytes(bytes: Uint8Array, place: Place, visitor: Visitor): Uint8Array {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  const copy = copyOfText(text, place, visitor);
  return copy === text ? bytes : Buffer.from(copy, 'utf8');
}

// The copy is known before its members are read, so that a member which is the object itself finds it.
function copyOfMembers(value: object, place: Place, walk: Walk): unknown {
  if (Array.isArray(value)) {
    const copy = remember<unknown[]>(value, [], walk);
    value.forEach((member, index) => {
      copy[index] = copyOf(member, { ...place, where: `${place.where}[${index}]` }, walk);
    });
    return copy;
  }
  if (value instanceof Set) {
    const copy = remember(value, new Set(), walk);
    Array.from(value).forEach((member, index) => {
      copy.add(copyOf(member, { ...place, where: `${place.where}[${index}]` }, walk));
    });
    return copy;
  }
  if (value instanceof Map) {
    const copy = remember(value, new Map(), walk);
    copyEntries([...value], place, walk, (name, member) => copy.set(name, member));
    return copy;
  }
  return copyOfRecord(value, place, walk);
}

// Whatever class it was of: a copy without what the class keeps to itself could not be used as one of its own.
function copyOfRecord(value: object, place: Place, walk: Walk): unknown {
  const entries = entriesOf(value);
  if (entries.length === 0) return value;
  const copy = remember(value, {}, walk);
  copyEntries(entries, place, walk, (name, member) => {
    Object.defineProperty(copy, String(name), {
      value: member,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  });
  return copy;
}

function remember<Copy>(value: object, copy: Copy, { copies }: Walk): Copy {
  copies.set(value, copy);
  return copy;
}

type Entry = readonly [name: unknown, member: unknown];

// What an error says is not enumerable, and would be lost.
function entriesOf(value: object): readonly Entry[] {
  const own = Object.entries(value);
  if (!(value instanceof Error)) return own;
  const { name, message, stack, cause } = value;
  return [...Object.entries({ name, message, stack, cause }), ...own];
}

function copyEntries(
  entries: readonly Entry[],
  place: Place,
  walk: Walk,
  put: (name: unknown, member: unknown) => void,
): void {
  const taken = new Set<unknown>();
  entries.forEach(([name, member], position) => {
    const below = placeBelow(place, name, position);
    const masked = copyOf(name, { where: below.where, context: place.context }, walk);
    put(unusedName(masked, name, taken), copyOf(member, below, walk));
  });
}

// Two names that differ only in what is masked must not become one.
function unusedName(masked: unknown, name: unknown, taken: Set<unknown>): unknown {
  let unused = masked;
  for (let copy = 2; masked !== name && taken.has(unused); copy += 1) unused = `${String(masked)}#${copy}`;
  taken.add(unused);
  return unused;
}

function placeBelow({ where, context }: Place, name: unknown, position: number): Place {
  const text = typeof name === 'string' ? name : '';
  const shown = isTellable.test(text) ? text : `{${position}}`;
  return {
    where: where === '' ? shown : `${where}.${shown}`,
    context: `${context} ${text.slice(-contextLength)}`.trim().slice(-contextLength),
  };
}

// A name is told only if it looks like one that a programmer chose: others are the sender's words, or card data.
const isTellable = /^[A-Za-z_-]{1,40}$/;
