import { isTextName, type TextName, type Words } from '../texts/texts.ts';
import { type Answer, json } from './answer.ts';
import { list, pageAnswer, paragraph, spokenHeaders, text } from './page.ts';
import type { Reader } from './reader.ts';

/** What is wrong with one member of a request. */
export interface FieldError {
  /** The name of the member. */
  readonly field: string;
  readonly code: 'missing' | 'too_long' | 'malformed';
}

/** The names of problems: those that have words. */
export type ProblemCode =
  Extract<TextName, `problem.${string}.title`> extends `problem.${infer Code}.title` ? Code : never;

/** What is always the same about a problem. */
export interface ProblemKind {
  readonly status: number;
  /** The page of the shop where a person goes on. */
  readonly next: 'cart' | 'checkout' | 'shop';
}

/** What keeps a request from being served. */
export interface ToldProblem extends ProblemKind {
  readonly code: ProblemCode;
  readonly errors?: readonly FieldError[];
  /** Where shoppers confirm an order; asked for where a problem leads there. */
  readonly checkoutUrl?: string;
  /** Where shoppers see their cart; asked for where a problem leads there. */
  readonly cartUrl?: string;
  /** What the ways to pay are called that work without a script; told to people alone. */
  readonly ways?: readonly string[];
}

/** Answers why a request was not served: a script as RFC 9457 says, a person by a page with a way on. */
export function problemAnswer(
  problem: ToldProblem,
  reader: Reader,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return reader.wantsJson ? asJson(problem, reader, headers) : asPage(problem, reader, headers);
}

function asJson(
  { code, status, errors = [] }: ToldProblem,
  { shopUrl, words }: Reader,
  headers: Readonly<Record<string, string>>,
): Answer {
  const problem = {
    type: `${shopUrl}/api/problems/${code}`,
    title: words.say(`problem.${code}.title`),
    status,
    detail: words.say(`problem.${code}.detail`),
    code,
    ...(errors.length > 0 && { errors }),
  };
  return json(status, problem, {
    ...headers,
    'content-type': 'application/problem+json',
    ...spokenHeaders(words),
  });
}

function asPage(
  { code, status, next, checkoutUrl, cartUrl, errors = [], ways = [] }: ToldProblem,
  { shopUrl, words }: Reader,
  headers: Readonly<Record<string, string>>,
): Answer {
  const fields = errors.flatMap(({ field }) => labelOf(field, words));
  const shop = `${shopUrl}/`;
  const pages = { cart: cartUrl ?? shop, checkout: checkoutUrl ?? shop, shop };
  return pageAnswer(status, words, {
    title: words.say(`problem.${code}.title`),
    content: [
      paragraph(words.say(`problem.${code}.detail`)),
      ...(fields.length > 0 ? [list(fields)] : []),
      ...(ways.length > 0 ? [paragraph(words.say('page.ways_without_script')), list(ways)] : []),
      `<p><a href="${text(pages[next])}">${text(words.say(`page.to_${next}`))}</a></p>`,
    ],
    headers,
  });
}

// What is no field of the form has no name that a shopper knows.
function labelOf(field: string, words: Words): readonly string[] {
  const name = `field.${field}`;
  return isTextName(name) ? [words.say(name)] : [];
}
