import type { Pieces } from './fields.ts';
import { utf8Bytes } from './firewall-request.ts';

/** Which parts of a JSON body a statement looks at, and what holds where the body is no JSON. */
export interface JsonBodyField {
  readonly MatchPattern: { readonly All?: object; readonly IncludedPaths?: readonly string[] };
  readonly MatchScope: 'ALL' | 'KEY' | 'VALUE';
  /** @default - what can be read before the mistake; here the whole text */
  readonly InvalidFallbackBehavior?: 'MATCH' | 'NO_MATCH' | 'EVALUATE_AS_STRING';
}

interface Entry {
  readonly path: string;
  readonly key?: string;
  readonly value?: string;
}

/** Takes keys and values out of the text of a body. */
export function jsonPieces({ MatchPattern, MatchScope, InvalidFallbackBehavior }: JsonBodyField) {
  const isIncluded = (path: string) =>
    MatchPattern.IncludedPaths?.some(
      (one) => path === one || path.startsWith(`${one.replace(/\/$/, '')}/`),
    ) ?? true;
  return (text: string): Pieces => {
    const entries = entriesOf(text);
    if (!entries) {
      return InvalidFallbackBehavior === 'MATCH' || InvalidFallbackBehavior === 'NO_MATCH'
        ? { holds: InvalidFallbackBehavior === 'MATCH' }
        : [text];
    }
    return entries
      .filter(({ path }) => isIncluded(path))
      .flatMap(({ key, value }) => [
        ...(MatchScope === 'VALUE' || key === undefined ? [] : [key]),
        ...(MatchScope === 'KEY' || value === undefined ? [] : [value]),
      ]);
  };
}

function entriesOf(text: string): readonly Entry[] | undefined {
  try {
    return walk(JSON.parse(Buffer.from(text, 'latin1').toString('utf8')), '');
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function walk(value: unknown, path: string): readonly Entry[] {
  if (Array.isArray(value)) return value.flatMap((one, index) => walk(one, `${path}/${index}`));
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([name, inner]) => {
      const at = `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      return [{ path: at, key: utf8Bytes(name) }, ...walk(inner, at)];
    });
  }
  return [{ path, value: utf8Bytes(String(value)) }];
}
