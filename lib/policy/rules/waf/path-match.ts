import { isRecord } from '../../model/json.ts';
import type { Value } from '../../model/value.ts';
import { expectOneOf, observeLiteral } from '../../observe.ts';
import type { Observation } from '../../rule.ts';

/** What a match of the request's path has to cover. */
export interface PathSet {
  /** As a phrase: `/checkout/*`. */
  readonly name: string;
  readonly isCovered: (search: string, constraint: string) => boolean;
}

/** Every path that a CloudFront path pattern takes. */
export function pattern(text: string): PathSet {
  const [start = ''] = text.split(/[*?]/);
  const covers: Readonly<Record<string, (search: string) => boolean>> = {
    STARTS_WITH: (search) => search !== '' && start.startsWith(search),
    CONTAINS: (search) => search !== '' && start.includes(search),
    EXACTLY: (search) => search === text && start === text,
  };
  return { name: text, isCovered: (search, constraint) => covers[constraint]?.(search) ?? false };
}

/** Any path that is worth guessing at: shops that say nothing of their paths name them like this. */
export const guessedPaths: PathSet = {
  name: 'login, checkout, API or webhook paths',
  isCovered: (search) => /login|sign-?in|auth|account|checkout|payment|api|webhook|callback/i.test(search),
};

/** What was seen of the matches of a statement that cover the paths; one list for each match that does. */
export function pathMatches(statement: Value, paths: PathSet): readonly (readonly Observation[])[] {
  return alternativesOf(statement)
    .map((match) => pathMatch(match.at('ByteMatchStatement'), paths))
    .filter((seen) => seen.every(({ status }) => status !== 'fail'));
}

function pathMatch(match: Value, { name, isCovered }: PathSet): readonly Observation[] {
  const constraint = match.at('PositionalConstraint');
  const constraints = Object.keys(constraintNames);
  return [
    observeLiteral(
      match.at('FieldToMatch'),
      { expected: '{"UriPath":{}}' },
      (field) => isRecord(field) && 'UriPath' in field,
    ),
    observeLiteral(match.at('SearchString'), { expected: `text that covers ${name}` }, (search) =>
      isCovered(String(search ?? ''), String(constraint.literal)),
    ),
    expectOneOf(constraint, constraints),
  ];
}

const constraintNames = { STARTS_WITH: true, CONTAINS: true, EXACTLY: true };

/** A statement taken apart: those of which one suffices, or which only narrow it by something else than the path. */
function alternativesOf(statement: Value): readonly Value[] {
  if (statement.alternatives.some(({ kind }) => kind !== 'literal')) return [statement];
  const lists = ['OrStatement', 'AndStatement']
    .map((name) => statement.at(name))
    .filter((list) => !list.isAbsent);
  if (lists.length === 0) return [statement];
  return lists.flatMap((list) =>
    list
      .at('Statements')
      .items()
      .filter(({ isOptional }) => !isOptional)
      .flatMap(alternativesOf),
  );
}
