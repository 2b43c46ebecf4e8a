/** Decodings that firewalls undo before they look: each takes and gives text with one byte in each character. */

export function decodedUrl(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => byte(hex));
}

/** Percent codes, and the form `%uHHHH` of old browsers. */
export function decodedUrlWithUnicode(text: string): string {
  return text.replace(/%u([0-9a-f]{4})|%([0-9a-f]{2})/gi, (_, wide?: string, hex?: string) =>
    wide === undefined ? byte(hex ?? '') : narrowed(wide),
  );
}

/** Characters that are not of the alphabet are passed over. */
export function decodedBase64(text: string): string {
  return Buffer.from(text.replace(/[^A-Za-z0-9+/]/g, ''), 'base64').toString('latin1');
}

export function decodedHex(text: string): string {
  return /^(?:[0-9a-f]{2})*$/i.test(text) ? Buffer.from(text, 'hex').toString('latin1') : text;
}

/** Numbers such as `0x414243` in SQL. */
export function decodedSqlHex(text: string): string {
  return text.replace(/0x((?:[0-9a-f]{2})+)/gi, (_, hex: string) =>
    Buffer.from(hex, 'hex').toString('latin1'),
  );
}

const entities: Readonly<Record<string, string>> = { quot: '"', nbsp: '\xa0', lt: '<', gt: '>', amp: '&' };

export function decodedHtml(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(quot|nbsp|lt|gt|amp));/gi, (_, hex, decimal, name) => {
    if (name !== undefined) return entities[name.toLowerCase()] ?? '';
    return bytesOf(hex === undefined ? Number.parseInt(decimal, 10) : Number.parseInt(hex, 16));
  });
}

/** Escapes of CSS 2: a backslash with up to six hexadecimal digits, of which the last two count, or with a plain character. */
export function decodedCss(text: string): string {
  return text
    .replace(/\\\n/g, '')
    .replace(/\\(?:([0-9a-f]{1,6})\s?|([^0-9a-f]))/gi, (_, hex?: string, plain?: string) => {
      if (hex === undefined) return plain ?? '';
      return hex.length >= 4 ? narrowed(hex.slice(-4)) : byte(hex.slice(-2));
    });
}

/** Escapes of JavaScript. */
export function decodedScript(text: string): string {
  return decodedEscapes(text.replace(/\\u([0-9a-f]{4})/gi, (_, wide: string) => narrowed(wide)));
}

const escapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** Escapes of ANSI C. */
export function decodedEscapes(text: string): string {
  return text.replace(
    /\\(?:x([0-9a-f]{2})|([0-7]{1,3})|([abfnrtv])|(["'?\\]))/gi,
    (whole: string, hex?: string, octal?: string, letter?: string, plain?: string) => {
      if (hex !== undefined) return byte(hex);
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
      return letter === undefined ? (plain ?? whole) : (escapes[letter] ?? whole);
    },
  );
}

/** Characters of UTF-8 beyond ASCII as `%uHHHH`. */
export function encodedUnicode(text: string): string {
  const decoded = Buffer.from(text, 'latin1').toString('utf8');
  return decoded.replace(/[^\0-\x7f]/gu, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16);
    return `%u${code.padStart(4, '0')}`;
  });
}

function byte(hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16));
}

/** Full-width letters become the plain ones that they look like; of everything else only the lower byte stays. */
function narrowed(wide: string): string {
  const code = Number.parseInt(wide, 16);
  return String.fromCharCode(code >= 0xff01 && code <= 0xff5e ? (code & 0xff) + 0x20 : code & 0xff);
}

function bytesOf(codePoint: number): string {
  if (codePoint <= 0xff) return String.fromCharCode(codePoint);
  if (codePoint > 0x10ffff) return '';
  return Buffer.from(String.fromCodePoint(codePoint)).toString('latin1');
}
