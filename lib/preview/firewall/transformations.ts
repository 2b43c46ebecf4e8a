import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import {
  decodedBase64,
  decodedCss,
  decodedEscapes,
  decodedHex,
  decodedHtml,
  decodedScript,
  decodedSqlHex,
  decodedUrl,
  decodedUrlWithUnicode,
  encodedUnicode,
} from './decodings.ts';
import type { TextTransformation } from './web-acl-properties.ts';

type Transform = (text: string) => string;

const spaces = /[\f\t\n\r\v\xa0 ]/g;

/** What AWS WAF documents of each transformation; each takes and gives text with one byte in each character. */
const transformations: Readonly<Record<string, Transform>> = {
  NONE: (text) => text,
  LOWERCASE: (text) => text.toLowerCase(),
  UPPERCASE: (text) => text.toUpperCase(),
  COMPRESS_WHITE_SPACE: (text) => text.replace(spaces, ' ').replace(/ {2,}/g, ' '),
  REMOVE_WHITESPACE: (text) => text.replace(spaces, ''),
  TRIM: (text) => text.trim(),
  TRIM_LEFT: (text) => text.trimStart(),
  TRIM_RIGHT: (text) => text.trimEnd(),
  HTML_ENTITY_DECODE: decodedHtml,
  CMD_LINE: (text) =>
    text
      .replace(/[\\"'^]/g, '')
      .replace(/[,;]/g, ' ')
      .replace(/\s+/g, ' ')
      .replace(/ +(?=[/(])/g, '')
      .toLowerCase(),
  URL_DECODE: decodedUrl,
  URL_DECODE_UNI: decodedUrlWithUnicode,
  BASE64_DECODE: (text) => (/^[A-Za-z0-9+/]*={0,2}$/.test(text) ? decodedBase64(text) : text),
  BASE64_DECODE_EXT: decodedBase64,
  HEX_DECODE: decodedHex,
  SQL_HEX_DECODE: decodedSqlHex,
  CSS_DECODE: decodedCss,
  JS_DECODE: decodedScript,
  ESCAPE_SEQ_DECODE: decodedEscapes,
  UTF8_TO_UNICODE: encodedUnicode,
  MD5: (text) => digest('md5', text),
  SHA256: (text) => digest('sha256', text),
  REPLACE_COMMENTS: (text) => text.replace(/\/\*[\s\S]*?(?:\*\/|$)/g, ' '),
  REMOVE_NULLS: (text) => text.replaceAll('\0', ''),
  REPLACE_NULLS: (text) => text.replaceAll('\0', ' '),
  NORMALIZE_PATH: normalized,
  NORMALIZE_PATH_WIN: (text) => normalized(text.replaceAll('\\', '/')),
};

/** Joins transformations in the order of their priorities; gives the first name that is unknown here instead. */
export function joinTransformations(
  list: readonly TextTransformation[] = [],
): Transform | { readonly unknown: string } {
  const types = [...list].sort((one, other) => one.Priority - other.Priority).map(({ Type }) => Type);
  const unknown = types.find((type) => !Object.hasOwn(transformations, type));
  if (unknown !== undefined) return { unknown };
  return (text) => types.reduce((value, type) => transformations[type]?.(value) ?? value, text);
}

function digest(algorithm: string, text: string): string {
  return createHash(algorithm).update(text, 'latin1').digest().toString('latin1');
}

/** Without double slashes, and with the names of this and the outer folder resolved. */
function normalized(text: string): string {
  return text === '' ? text : posix.normalize(text);
}
