import { isList, type Json } from '../model/json.ts';

/**
 * The first key that an object of a JSON text names twice; `JSON.parse` keeps the last of them and says nothing.
 * Most texts are settled by counting; only one whose counts differ is read again.
 */
export function duplicateKey(text: string, parsed: Json): string | undefined {
  return countWritten(text) === countKept(parsed) ? undefined : search(text);
}

/** Quotes before colons, but those within texts: these are escaped. */
function countWritten(text: string): number {
  const ends = /(?<!\\)"\s*:/g;
  let count = 0;
  while (ends.test(text)) count += 1;
  return count;
}

function countKept(node: Json): number {
  if (typeof node !== 'object' || node === null) return 0;
  let count = 0;
  if (isList(node)) {
    for (const item of node) count += countKept(item);
    return count;
  }
  for (const key in node) count += 1 + countKept(node[key] ?? null);
  return count;
}

const tokens = /"(?:[^"\\]|\\.)*"(?=(\s*:)?)|[{}]/g;

function search(text: string): string | undefined {
  const open: Set<string>[] = [];
  for (const [token, isKey] of text.matchAll(tokens)) {
    if (token === '{') open.push(new Set());
    else if (token === '}') open.pop();
    else if (isKey !== undefined) {
      const key: string = JSON.parse(token);
      const keys = open.at(-1);
      if (keys?.has(key)) return key;
      keys?.add(key);
    }
  }
  return undefined;
}
