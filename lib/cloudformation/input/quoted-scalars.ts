import { Lexer } from 'yaml';

/**
 * Indents the lines within quoted scalars that begin left of where YAML 1.2 wants them, such as `}'` at the indentation of its key.
 * CloudFormation reads YAML 1.1 by SnakeYAML, which minds no indentation between quotes and drops it, so no value changes. No line is
 * added or removed, so lines stay what they were. A text with more than `mostScalars` of them stays as it is from there on.
 */
export function withIndentedQuotes(text: string): string {
  let indented = text;
  for (let count = 0; count < mostScalars; count += 1) {
    const scalar = cutScalar(indented);
    if (scalar === undefined) return indented;
    indented = indented.slice(0, scalar.begin) + indentedLines(indented, scalar) + indented.slice(scalar.end);
  }
  return indented;
}

/** Each of them reads the text anew. */
const mostScalars = 50;

/** A quoted scalar, from its opening quote to behind its closing one. */
interface Span {
  readonly begin: number;
  readonly end: number;
}

const whole = { "'": /'(?:[^']|'')*'/y, '"': /"(?:[^"\\]|\\[\s\S])*"/y } as const;

/** The first quoted scalar that the lexer ends before its closing quote, if it has one. */
function cutScalar(text: string): Span | undefined {
  let begin = 0;
  for (const token of new Lexer().lex(text)) {
    const length = quotedLength(text, begin, token);
    if (length > token.length) return { begin, end: begin + length };
    if (!controls.has(token)) begin += token.length;
  }
  return undefined;
}

/** How long the scalar is that a token begins, up to its closing quote; 0 where it is not quoted or never closes. */
function quotedLength(text: string, begin: number, token: string): number {
  const quote = token[0];
  if (quote !== "'" && quote !== '"') return 0;
  const pattern = whole[quote];
  pattern.lastIndex = begin;
  const [scalar = ''] = pattern.exec(text) ?? [];
  return hasDocumentMarker(scalar) ? 0 : scalar.length;
}

/** Tokens of the lexer that stand for no text: a document, the end of a flow and the scalar that follows. */
const controls = new Set(['\u0002', '\u0018', '\u001F']);

/** Markers end a document even between quotes, for CloudFormation too. */
function hasDocumentMarker(scalar: string): boolean {
  return /\n(?:---|\.\.\.)(?:\s|$)/.test(scalar);
}

/** Its lines after the first one, each at least one column right of the opening quote. */
function indentedLines(text: string, { begin, end }: Span): string {
  const column = begin - (text.lastIndexOf('\n', begin - 1) + 1);
  const margin = ' '.repeat(column + 1);
  return text.slice(begin, end).replace(/\n[ ]*(?=[^\s])/g, `\n${margin}`);
}
