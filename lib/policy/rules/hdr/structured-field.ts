/** One item of a structured header field: text in quotes, a bare word, or anything else. */
interface FieldItem {
  readonly kind: 'string' | 'token' | 'other';
  readonly text: string;
}

/** A member of a dictionary: a list in brackets, or one item. */
export interface FieldMember {
  readonly isList: boolean;
  readonly items: readonly FieldItem[];
}

// Grammar: RFC 9651. Each pattern is tried where reading has come to.
const key = /[a-z*][a-z0-9_.*-]*/y;
const string = /"((?:[\x20-\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"/y;
const token = /[A-Za-z*][A-Za-z0-9!#$%&'*+.^_`|~:/-]*/y;
const other = /-?\d{1,15}(?:\.\d{1,3})?|\?[01]|:[A-Za-z0-9+/=]*:/y;
const parameter = /; *[a-z*][a-z0-9_.*-]*/y;

/** Reads a dictionary field such as `Permissions-Policy`; nothing where browsers would drop it as malformed. */
export function parseDictionary(text: string): ReadonlyMap<string, FieldMember> | undefined {
  const reader = new Reader(text.trim());
  const members = new Map<string, FieldMember>();
  while (!reader.isAtEnd) {
    if (members.size > 0 && reader.take(/[ \t]*,[ \t]*/y) === undefined) return undefined;
    const name = reader.take(key);
    const member = name === undefined ? undefined : readMember(reader);
    if (name === undefined || member === undefined) return undefined;
    // Of a repeated key the last one counts.
    members.set(name, member);
  }
  return members;
}

/** A member as it is written, without parameters. */
export function showMember({ isList, items }: FieldMember): string {
  const shown = items.map(({ kind, text }) => (kind === 'string' ? `"${text}"` : text)).join(' ');
  return isList ? `(${shown})` : shown;
}

class Reader {
  private readonly text: string;
  private position = 0;

  constructor(text: string) {
    this.text = text;
  }

  get isAtEnd(): boolean {
    return this.position >= this.text.length;
  }

  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const [found] = pattern.exec(this.text) ?? [];
    this.position += found?.length ?? 0;
    return found;
  }
}

function readMember(reader: Reader): FieldMember | undefined {
  if (reader.take(/=/y) === undefined) {
    return readParameters(reader) ? { isList: false, items: [{ kind: 'other', text: '?1' }] } : undefined;
  }
  const items = reader.take(/\(/y) === undefined ? undefined : readItems(reader);
  if (items) return readParameters(reader) ? { isList: true, items } : undefined;
  const item = readItem(reader);
  return item && { isList: false, items: [item] };
}

function readItems(reader: Reader): readonly FieldItem[] | undefined {
  const items: FieldItem[] = [];
  for (;;) {
    const gap = reader.take(/ */y);
    if (reader.take(/\)/y) !== undefined) return items;
    if (items.length > 0 && gap === '') return undefined;
    const item = readItem(reader);
    if (!item) return undefined;
    items.push(item);
  }
}

function readItem(reader: Reader): FieldItem | undefined {
  const item = readBareItem(reader);
  return item && readParameters(reader) ? item : undefined;
}

function readBareItem(reader: Reader): FieldItem | undefined {
  const quoted = reader.take(string);
  if (quoted !== undefined) return { kind: 'string', text: quoted.slice(1, -1).replace(/\\(.)/g, '$1') };
  const word = reader.take(token);
  if (word !== undefined) return { kind: 'token', text: word };
  const rest = reader.take(other);
  return rest === undefined ? undefined : { kind: 'other', text: rest };
}

/** Reads past parameters, which say nothing that is asked here; false where they are malformed. */
function readParameters(reader: Reader): boolean {
  while (reader.take(parameter) !== undefined) {
    if (reader.take(/=/y) !== undefined && readBareItem(reader) === undefined) return false;
  }
  return true;
}
