import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { type Mistake, type Path, type PlacedMistake, quoted } from './mistake.ts';
import { locate, pathAt } from './nodes.ts';
import { parserMistakes, readData, tooDeep, tooDeepAt } from './syntax.ts';

/** A storefront file as text, as data, and the way between the two. */
export interface Source {
  /** As far as it could be read. */
  readonly text: string;
  /** What keeps the text from being read as one value, or makes its value doubtful. */
  readonly syntax: readonly PlacedMistake[];
  /** The data; nothing where the text has none. */
  readonly data?: { readonly value: unknown };
  /** What stands at a path, as a person sees it in the file. */
  readonly written: (path: Path) => string;
  /** The mistake with the line on which its setting stands. */
  readonly place: (mistake: Mistake) => PlacedMistake;
  /** The setting at an offset of the text; nothing for a comment. */
  readonly pathAt: (offset: number) => Path | undefined;
  readonly placeAt: (offset: number) => Place;
}

interface Place {
  readonly line: number;
  readonly column: number;
}

/** Reads YAML, of which JSON is a part. */
export function readSource(whole: string): Source {
  const deep = tooDeepAt(whole);
  const text = whole.slice(0, deep);
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    resolveKnownTags: false,
    stringKeys: true,
    uniqueKeys: false,
  });
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: col };
  };
  const path = (offset: number) => pathAt(document.contents, offset);
  const { mistakes, readable } = deep === undefined ? parserMistakes(document, path) : tooDeep(deep);
  const { data, mistakes: aliases } = readable ? readData(document) : { mistakes: [] };
  return {
    text,
    syntax: [...mistakes, ...aliases].map(({ offset, ...mistake }) => ({ ...mistake, ...placeAt(offset) })),
    ...(data && { data }),
    written: (at) => written(locate(document, at).node),
    place: (mistake) => ({ ...mistake, ...placeAt(locate(document, mistake.path).offset) }),
    pathAt: path,
    placeAt,
  };
}

function written(node: unknown): string {
  if (isScalar(node)) return scalar(node.value, node.source);
  if (isMap(node)) return node.items.length > 0 ? 'a mapping' : '{}';
  if (isSeq(node)) return node.items.length > 0 ? 'a list' : '[]';
  return 'nothing';
}

function scalar(value: unknown, source: string | undefined): string {
  if (value === null) return 'nothing';
  return typeof value === 'string' ? quoted(value) : (source ?? String(value));
}
