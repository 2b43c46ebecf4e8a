import { arnFields, isInAccountOf } from './arns.ts';
import { all, type Truth } from './model/truth.ts';
import type { Resolved, Resource, Value } from './model/types.ts';
import { valueAt } from './model/value.ts';

/** Whether a value is the account that its template is deployed to, known or not. */
export function isOwnAccount(value: Value): Truth {
  const [own] = ownAccount(value).alternatives;
  return all(
    value.alternatives.map((resolved): Truth => {
      if (resolved.kind === 'absent') return false;
      if (resolved.kind === 'literal' && !/^\d{12}$/.test(String(resolved.value))) return false;
      return own && isSameAccount(resolved, own);
    }),
  );
}

/**
 * Whether a value is an ARN in the account that its template is deployed to. One without an account, as that of a bucket or a
 * hosted zone, is nobody's, unless it names a resource of the account's templates.
 */
export function isArnOfOwnAccount(value: Value): Truth {
  return all(value.alternatives.map((resolved) => isOwnArn(resolved, value.resource)));
}

function isOwnArn(resolved: Resolved, user: Resource): Truth {
  const isOwn = isInAccountOf(resolved, user);
  if (isOwn !== undefined) return isOwn;
  if (namesOwnResource(resolved, user)) return true;
  const account = arnFields(resolved)?.account;
  if (account !== undefined) return /^\d{12}$/.test(account) ? undefined : false;
  return resolved.kind === 'literal' || resolved.kind === 'absent' ? false : undefined;
}

function namesOwnResource(resolved: Resolved, user: Resource): boolean {
  if (resolved.kind !== 'text' || arnFields(resolved)?.account !== '') return false;
  const [start, named] = resolved.parts;
  const isName = typeof named === 'object' && named.kind === 'reference';
  return isName && typeof start === 'string' && !/[*?]/.test(start) && isInAccountOf(named, user) === true;
}

/** The account that a value's template is deployed to. */
export function ownAccount({ resource }: Value): Value {
  return valueAt(resource, '', { Ref: 'AWS::AccountId' });
}

/** What is written in one of them and open in the other may be the same. */
function isSameAccount(one: Resolved, other: Resolved): Truth {
  if (one.kind === 'literal' && other.kind === 'literal') return one.value === other.value;
  return one.kind === 'unknown' && other.kind === 'unknown' && one.why === other.why ? true : undefined;
}
