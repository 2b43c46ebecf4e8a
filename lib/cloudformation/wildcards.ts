import { memoized } from '../memoized.ts';
import { own } from './model/json.ts';
import { some, type Truth } from './model/truth.ts';
import type { Value } from './model/types.ts';
import type { Operands } from './policy-documents.ts';
import { textIs } from './texts.ts';

/** Whether an action pattern of a statement matches `name`; IAM ignores the case of actions. */
export function matchesAction(pattern: Value, name: string): Truth {
  return textIs(pattern, (text) => wildcard(text.toLowerCase()).test(name.toLowerCase()));
}

/** Whether an action pattern matches one of the names. */
function matchesOneOf(pattern: Value, names: readonly string[]): Truth {
  return textIs(pattern, (text) => includesAction(names, text));
}

/** Whether an action pattern takes in nothing but what one of the patterns takes in. */
export function isWithin(pattern: Value, patterns: readonly string[]): Truth {
  return textIs(pattern, (text) => isWithinOne(patterns, text));
}

const isWithinOne = remembered((patterns, text) =>
  patterns.some((one) => wildcard(one.toLowerCase()).test(text.toLowerCase())),
);

/** Whether the actions of a statement take in one of the names. */
export function takesInOneOf(
  { negated, values, isDecided }: Operands<Value>,
  names: readonly string[],
): Truth {
  if (negated) return true;
  const found = some(values.map((pattern) => matchesOneOf(pattern, names)));
  return found === false && !isDecided ? undefined : found;
}

const includesAction = remembered((names, text) => {
  const expression = wildcard(text.toLowerCase());
  return names.some((name) => expression.test(name.toLowerCase()));
});

/** Rules ask one list about the same actions in every statement, so each answer is kept beside the list. */
function remembered(
  ask: (list: readonly string[], text: string) => boolean,
): (list: readonly string[], text: string) => boolean {
  const answersOf = memoized((_list: readonly string[]) => new Map<string, boolean>());
  return (list, text) => {
    const answers = answersOf(list);
    const known = answers.get(text);
    if (known !== undefined) return known;
    const answer = ask(list, text);
    answers.set(text, answer);
    return answer;
  };
}

/** Whether a text matches a pattern with `*` and `?`. */
export function isLike(text: string, pattern: string): boolean {
  return wildcard(pattern).test(text);
}

/** Rules ask for the same patterns of every resource. */
const expressions = new Map<string, Pick<RegExp, 'test'>>();

function wildcard(pattern: string): Pick<RegExp, 'test'> {
  const known = expressions.get(pattern);
  if (known) return known;
  const made = pattern.split('*').length > mostStars ? { test: takesIn(pattern) } : expression(pattern);
  expressions.set(pattern, made);
  return made;
}

/** An expression tries every way to part a text among its stars: with many of them it never ends. */
const mostStars = 3;

function expression(pattern: string): RegExp {
  const pieces = pattern.split(/([*?])/).map((piece) => own(wildcards, piece) ?? escaped(piece));
  return new RegExp(`^${pieces.join('')}$`, 's');
}

const wildcards: Readonly<Record<string, string>> = { '*': '.*', '?': '.' };

/** Takes what stands between two stars where it first fits: if anything fits, that does. */
function takesIn(pattern: string): (text: string) => boolean {
  const pieces = pattern.split('*');
  return (text) => isMadeOf(text, pieces, (piece, from) => firstLike(text, piece, from));
}

function firstLike(text: string, piece: string, from: number): number {
  for (let at = from; at + piece.length <= text.length; at++) if (isLikeAt(text, piece, at)) return at;
  return -1;
}

function isLikeAt(text: string, piece: string, at: number): boolean {
  for (let index = 0; index < piece.length; index++) {
    if (piece[index] !== '?' && piece[index] !== text[at + index]) return false;
  }
  return true;
}

/**
 * Whether a text is made of the pieces in their order, with anything between them. `find` tells where a piece first stands from an
 * offset on, and -1 where it does not.
 */
export function isMadeOf(
  text: string,
  pieces: readonly string[],
  find: (piece: string, from: number) => number = (piece, from) => text.indexOf(piece, from),
): boolean {
  const [first = '', ...others] = pieces;
  const last = others.pop();
  if (find(first, 0) !== 0) return false;
  if (last === undefined) return text.length === first.length;
  const start = text.length - last.length;
  let at = first.length;
  for (const piece of others) {
    const found = find(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return at <= start && find(last, start) === start;
}

/** A text as a regular expression that matches nothing else. */
export function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
