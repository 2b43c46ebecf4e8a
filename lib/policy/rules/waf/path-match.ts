import { own } from '../../../cloudformation/model/json.ts';
import type { Value } from '../../../cloudformation/model/types.ts';
import { isAction } from '../../../cloudformation/web-acls.ts';
import { expectItem } from '../../choices.ts';
import { expectOneOf, observeLiteral } from '../../expect.ts';
import type { Observation } from '../../observation.ts';
import { expectTransformations } from './acl-rules.ts';
import { isExemption } from './exempted.ts';

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
  return { name: text, isCovered: (search, constraint) => own(covers, constraint)?.(search) ?? false };
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
    observeLiteral(match.at('FieldToMatch'), { expected: '{"UriPath":{}}' }, (field) =>
      isAction(field, ['UriPath']),
    ),
    ...expectTransformations(match, harmless),
    ...expectItem(match.at('TextTransformations'), {
      expected: 'URL_DECODE, without which an encoded letter leads around it',
      identify: (item) => [expectOneOf(item.at('Type'), ['URL_DECODE'])],
    }),
    observeLiteral(match.at('SearchString'), { expected: `text that covers ${name}` }, (search) =>
      isCovered(String(search ?? ''), String(constraint.literal)),
    ),
    expectOneOf(constraint, constraints),
  ];
}

/** Transformations that leave a path of small letters what it is; a hash or a decoded text never matches. */
const harmless = ['LOWERCASE', 'URL_DECODE', 'NORMALIZE_PATH', 'NORMALIZE_PATH_WIN'];

const constraintNames = { STARTS_WITH: true, CONTAINS: true, EXACTLY: true };

/** A statement taken apart: those of which one suffices, and of those that all have to hold the one that names the path. */
function alternativesOf(statement: Value): readonly Value[] {
  if (statement.alternatives.some(({ kind }) => kind !== 'literal')) return [statement];
  const [any, all] = ['OrStatement', 'AndStatement'].map((name) => statement.at(name));
  if (any && !any.isAbsent) return sure(any.at('Statements').items()).flatMap(alternativesOf);
  if (!all || all.isAbsent) return [statement];
  const others = all
    .at('Statements')
    .items()
    .filter((item) => !isPost(item) && !isExemption(item));
  // Whatever else has to hold might never do so, and then nothing is limited.
  return others.length === 1 ? sure(others).flatMap(alternativesOf) : [];
}

function sure(items: readonly Value[]): readonly Value[] {
  return items.filter(({ isOptional }) => !isOptional);
}

/** What changes anything is sent by POST, so a limit may leave the other methods out. */
function isPost(statement: Value): boolean {
  const match = statement.at('ByteMatchStatement');
  return (
    isAction(match.at('FieldToMatch').literal, ['Method']) &&
    String(match.at('SearchString').literal).toUpperCase() === 'POST'
  );
}
