import type { Derived } from './span.ts';

/**
 * The text with each digit of any script as 0 to 9, each space and each dash as the plain one, letters without marks,
 * and without the characters that nobody sees.
 */
export function fold(text: string): Derived {
  if (isPlain.test(text)) return { text };
  const parts: string[] = [];
  const starts: number[] = [];
  let position = 0;
  for (const character of text) {
    const folded = foldedCharacter(character);
    parts.push(folded);
    for (let unit = 0; unit < folded.length; unit += 1) starts.push(position);
    position += character.length;
  }
  starts.push(position);
  return { text: parts.join(''), starts };
}

const isPlain = /^[\t\n\r -~]*$/;
const isDigit = /^\p{Nd}$/u;
const isSpace = /^\p{Zs}$/u;
const isDash = /^[\p{Pd}\u2043\u2212]$/u;
const isMiddleDot = /^[\u00b7\u2022\u2027\u2219\u22c5\u30fb]$/u;
const unseen = /[\p{M}\p{Cf}]|(?![\t\n\r])\p{Cc}/gu;

// One character stands for eighteen others; no digit stands for more than four.
const longestExpansion = 4;

const known = new Map<string, string>();
const mostKnown = 4096;

function foldedCharacter(character: string): string {
  if (isPlain.test(character)) return character;
  const before = known.get(character);
  if (before !== undefined) return before;
  const expanded = character.normalize('NFKD').replace(unseen, '');
  const folded = expanded.length > longestExpansion ? '\ufffd' : Array.from(expanded, canonical).join('');
  if (known.size < mostKnown) known.set(character, folded);
  return folded;
}

function canonical(character: string): string {
  if (isDigit.test(character)) return String(decimalValue(character.codePointAt(0) ?? 0));
  if (isSpace.test(character)) return ' ';
  if (isDash.test(character)) return '-';
  return isMiddleDot.test(character) ? '.' : character;
}

// The digits of a script follow one another from zero to nine; neighbouring sets follow in tens.
function decimalValue(codePoint: number): number {
  let first = codePoint;
  while (isDigit.test(String.fromCodePoint(first - 1))) first -= 1;
  return (codePoint - first) % 10;
}
