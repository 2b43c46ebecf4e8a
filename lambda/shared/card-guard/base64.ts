/** A part of a text that can be base64, and what it says. */
export interface Base64Part {
  readonly start: number;
  readonly end: number;
  /** One text for each of the four characters that the code may begin with: what is glued before it shifts it. */
  readonly texts: readonly string[];
}

/** The parts of a text that are long enough to hold a card number as base64, padded or not, in either alphabet. */
export function* base64Parts(text: string): Generator<Base64Part> {
  for (const { 0: found, index } of text.matchAll(token)) {
    const joined = found.replace(/[\r\n=]/g, '');
    const texts = [0, 1, 2, 3].map((shift) => Buffer.from(joined.slice(shift), 'base64').toString('utf8'));
    yield { start: index, end: index + found.length, texts };
  }
}

// The shortest number has twelve digits, which are sixteen characters. Mail breaks the lines of what it encodes.
const token = /[A-Za-z0-9+/_-][A-Za-z0-9+/_\r\n-]{15,}={0,2}/g;
