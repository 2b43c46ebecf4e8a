import type { Derived } from './span.ts';

/** The text with its URL, JSON and HTML escapes resolved once; nothing if it has none. Never fails on a broken one. */
export function unescaped(text: string): Derived | undefined {
  const parts: string[] = [];
  const starts: number[] = [];
  let position = 0;
  for (const match of text.matchAll(escapes)) {
    const [found] = match;
    parts.push(text.slice(position, match.index));
    for (; position < match.index; position += 1) starts.push(position);
    const meant = resolve(found);
    parts.push(meant);
    for (let unit = 0; unit < meant.length; unit += 1) starts.push(position);
    position += found.length;
  }
  if (parts.length === 0) return undefined;
  parts.push(text.slice(position));
  for (; position <= text.length; position += 1) starts.push(position);
  return { text: parts.join(''), starts };
}

// One match is one character, so that each keeps its place. A byte that is no UTF-8 stands for itself.
const escapes = new RegExp(
  [
    '%[c-d][0-9a-f]%[89ab][0-9a-f]',
    '%e[0-9a-f](?:%[89ab][0-9a-f]){2}',
    '%f[0-7](?:%[89ab][0-9a-f]){3}',
    '%[0-9a-f]{2}',
    '\\\\u[0-9a-f]{4}',
    '\\\\["\\\\/bfnrt]',
    '&#x[0-9a-f]{1,6};',
    '&#[0-9]{1,7};',
  ].join('|'),
  'gi',
);

function resolve(found: string): string {
  if (found.startsWith('%')) return resolveBytes(Buffer.from(found.replaceAll('%', ''), 'hex'));
  if (/^\\u/i.test(found)) return String.fromCharCode(Number.parseInt(found.slice(2), 16));
  if (found.startsWith('\\')) return controls[found.slice(1)] ?? found.slice(1);
  const hexadecimal = /^&#x/i.test(found);
  const code = Number.parseInt(found.slice(hexadecimal ? 3 : 2), hexadecimal ? 16 : 10);
  return code <= 0x10ffff ? String.fromCodePoint(code) : found;
}

function resolveBytes(bytes: Buffer): string {
  return bytes.length === 1 ? bytes.toString('latin1') : bytes.toString('utf8');
}

const controls: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
