/**
 * The first key that an object of a JSON text names twice; `JSON.parse` keeps the last of them and says nothing. Most texts are settled
 * by counting: `kept` keys were parsed. Only one whose counts differ is read again.
 */
export function duplicateKey(text: string, kept: number): string | undefined {
  return countWritten(text) === kept ? undefined : search(text);
}

/** Quotes before colons, but those within texts: these are escaped. */
function countWritten(text: string): number {
  let count = 0;
  for (let at = text.indexOf('":'); at >= 0; at = text.indexOf('":', at + 2)) {
    if (text.charCodeAt(at - 1) !== backslash) count += 1;
  }
  return count;
}

const backslash = 92;

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
