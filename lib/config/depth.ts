import { Lexer, Parser } from 'yaml';

/** No shop's file comes near it. */
const deepest = 50;

/**
 * Where a text is nested so deeply that reading it would exhaust the stack; nothing for any other text.
 *
 * Node cannot survive that in every case, so it has to be known before the text is read. The tokens
 * are followed without recursion.
 */
export function tooDeepAt(text: string): number | undefined {
  const parser = new Parser();
  for (const token of new Lexer().lex(text)) {
    for (const _ of parser.next(token));
    if (parser.stack.length > deepest) return parser.offset;
  }
  return undefined;
}
