/** A step from a value to one below it: the name of an entry, or the number of an item. */
export type Step = string | number;

/** A place in a text, from which others below it can be found. */
export interface Spot {
  /** In characters from the beginning. */
  readonly offset: number;
  readonly below: (step: Step) => Spot | undefined;
}

/**
 * A value of a JSON text, read as far as somebody asks for what lies below it. A report asks for few places of large texts, and a
 * tree of all of them takes longer to make than the templates take to be judged.
 */
export class JsonSpot implements Spot {
  readonly offset: number;
  private readonly text: string;
  /** Where the value begins: after its name, if it is an entry. */
  private readonly start: number;
  private readonly read = new Map<Step, JsonSpot>();
  private last: JsonSpot | undefined;
  private isRead = false;

  constructor(text: string, offset = 0, start = offset) {
    this.text = text;
    this.offset = offset;
    this.start = afterSpace(text, start);
  }

  below(step: Step): Spot | undefined {
    while (!this.isRead && !this.read.has(step)) this.readNext();
    return this.read.get(step);
  }

  private readNext(): void {
    const isList = this.text[this.start] === '[';
    const at = this.nextStart(isList);
    const next = at === undefined ? undefined : isList ? this.itemAt(at) : this.entryAt(at);
    this.last = next?.spot;
    if (next) this.read.set(next.step, next.spot);
    else this.isRead = true;
  }

  /** Where the next item or entry begins; nothing at the end, and nothing in a value without any. */
  private nextStart(isList: boolean): number | undefined {
    const { text, last, start } = this;
    if (!isList && text[start] !== '{') return undefined;
    if (!last) return afterSpace(text, start + 1);
    const end = afterSpace(text, endOfValue(text, last.start));
    return text[end] === ',' ? afterSpace(text, end + 1) : undefined;
  }

  private itemAt(at: number): Below | undefined {
    if (this.text[at] === ']') return undefined;
    return { step: this.read.size, spot: new JsonSpot(this.text, at) };
  }

  private entryAt(at: number): Below | undefined {
    const { text } = this;
    if (text[at] !== '"') return undefined;
    const end = endOfText(text, at);
    const colon = afterSpace(text, end);
    if (text[colon] !== ':') return undefined;
    return { step: text.slice(at + 1, end - 1), spot: new JsonSpot(text, at, colon + 1) };
  }
}

interface Below {
  readonly step: Step;
  readonly spot: JsonSpot;
}

const space = /\s*/y;
const word = /[^\s,\]}]*/y;
const mark = /["[\]{}]/g;

function afterSpace(text: string, at: number): number {
  return afterMatch(space, text, at);
}

/** Where a pattern's next match ends, or the text where there is none. A pattern only asked for that makes nothing to be cleared away. */
function afterMatch(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : text.length;
}

function endOfValue(text: string, start: number): number {
  switch (text[start]) {
    case '"':
      return endOfText(text, start);
    case '{':
    case '[':
      return endOfCollection(text, start);
    default:
      return afterMatch(word, text, start);
  }
}

/** A collection ends where as many brackets were closed as were opened. */
function endOfCollection(text: string, start: number): number {
  let at = start;
  let open = 0;
  do {
    at = afterMatch(mark, text, at);
    const found = text[at - 1];
    if (found === '"') at = endOfText(text, at - 1);
    else open += found === '{' || found === '[' ? 1 : -1;
  } while (open > 0 && at < text.length);
  return at;
}

function endOfText(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end < 0 ? text.length : end + 1;
}

/** Of several backslashes each second one is escaped itself. */
function isEscaped(text: string, at: number): boolean {
  let before = at;
  while (text[before - 1] === '\\') before -= 1;
  return (at - before) % 2 === 1;
}
