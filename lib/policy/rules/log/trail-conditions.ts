import { isArnOfOwnAccount, isOwnAccount } from '../../../cloudformation/accounts.ts';
import { own } from '../../../cloudformation/model/json.ts';
import { asParts } from '../../../cloudformation/model/resolved.ts';
import { all, type Truth } from '../../../cloudformation/model/truth.ts';
import type { Resolved, Resource, Value } from '../../../cloudformation/model/types.ts';
import type { Condition, Statement } from '../../../cloudformation/policy-documents.ts';
import { trailName } from '../../../cloudformation/trails.ts';
import { isLike } from '../../../cloudformation/wildcards.ts';
import { flawsOf } from '../../choices.ts';
import type { Observation } from '../../observation.ts';
import { verdictAt } from '../../statements/allowed.ts';
import { expectLimit, type Limits } from '../../statements/own-limits.ts';

/** Conditions that bind a statement to this trail or its account, by key, and whether a value takes the trail in. */
function limitsFor(trail: Resource): Limits {
  return { 'aws:sourcearn': (value) => takesInTrail(value, trail), 'aws:sourceaccount': isOwnAccount };
}

/** What else CloudTrail sends along. */
function furtherFor(trail: Resource): Limits {
  return {
    ...limitsFor(trail),
    'kms:encryptioncontext:aws:cloudtrail:arn': (value) => takesInTrail(value, trail),
    's3:x-amz-acl': (value) => value.literal === 'bucket-owner-full-control',
  };
}

/**
 * Judges that a statement for CloudTrail is bound to this trail, so that nobody else's trail is meant, and that each of its
 * conditions lets this one in: with any other the record ends, and everybody believes that it goes on.
 */
export function namesTheTrail(trail: Resource): (statement: Statement) => readonly Observation[] {
  const [limits, further] = [limitsFor(trail), furtherFor(trail)];
  return (statement) => [
    ...expectLimit(
      statement,
      limits,
      'a condition that limits CloudTrail to this trail, such as aws:SourceArn',
    ),
    ...flawsOf(statement.conditions.values.map((condition) => holdsFor(condition, further))),
  ];
}

function holdsFor({ operator, key, line, values, isDecided }: Condition, known: Limits): Observation {
  const test = key === undefined ? undefined : own(known, key);
  const isEquality = operator !== undefined && equalities.includes(operator);
  const verdict = test && isEquality && isDecided && values.length > 0 ? all(values.map(test)) : undefined;
  return verdictAt(verdict, line, { expected: 'what CloudTrail sends along for this trail' });
}

const equalities = ['StringEquals', 'StringLike', 'ArnEquals', 'ArnLike'];

function takesInTrail(value: Value, trail: Resource): Truth {
  const name = trailName(trail);
  return all([
    isArnOfOwnAccount(value),
    ...value.alternatives.map((resolved) => (name === undefined ? undefined : endsWithName(resolved, name))),
  ]);
}

function endsWithName(resolved: Resolved, name: string): Truth {
  if (resolved.kind === 'unknown' || resolved.kind === 'reference') return undefined;
  const end = asParts(resolved).at(-1);
  const [, pattern] = /:trail\/([^/]+)$/.exec(typeof end === 'string' ? end : '') ?? [];
  return pattern === undefined ? false : isLike(name, pattern);
}
