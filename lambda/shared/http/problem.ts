import type { TextName, Words } from '../texts/texts.ts';
import { type Answer, json } from './answer.ts';

/** What is wrong with one member of a request. */
export interface FieldError {
  /** The name of the member. */
  readonly field: string;
  readonly code: 'missing' | 'too_long' | 'malformed';
}

/** The names of problems: those that have words. */
export type ProblemCode =
  Extract<TextName, `problem.${string}.title`> extends `problem.${infer Code}.title` ? Code : never;

/** What keeps a request from being served, as RFC 9457 tells it. */
export interface ToldProblem {
  readonly code: ProblemCode;
  readonly status: number;
  readonly errors?: readonly FieldError[];
}

/** To whom a problem is told. */
export interface Hearer {
  /** `https` origin of the shop. */
  readonly shopUrl: string;
  readonly words: Words;
}

/** Answers a script why its request was not served. */
export function problemAnswer(
  { code, status, errors = [] }: ToldProblem,
  { shopUrl, words }: Hearer,
  headers: Readonly<Record<string, string>> = {},
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
    'content-type': 'application/problem+json',
    ...spokenHeaders(words),
    ...headers,
  });
}

/** The headers of an answer with words in it. */
export function spokenHeaders({ language }: Words): Readonly<Record<string, string>> {
  return { 'content-language': language, vary: 'Accept, Accept-Language' };
}
