import { isArnOfOwnAccount, isOwnAccount } from '../../cloudformation/accounts.ts';
import { isInAccountOf } from '../../cloudformation/arns.ts';
import { all, some, type Truth } from '../../cloudformation/model/truth.ts';
import type { Resolved, Resource, Value } from '../../cloudformation/model/types.ts';
import { valueAt } from '../../cloudformation/model/value.ts';
import {
  isEveryone,
  type Operands,
  type Principal,
  type Statement,
} from '../../cloudformation/policy-documents.ts';
import { textIs } from '../../cloudformation/texts.ts';
import type { Observation } from '../observation.ts';
import { expectOnly, seenInAllowed, whereApplies } from './allowed.ts';
import { expectLimit, type Limits, principalLimits, sourceLimits } from './own-limits.ts';
import { publishesWithoutSource } from './services-without-source.ts';

/** What beyond the usual conditions binds statements of a type, by condition key: for a key, for example, what it encrypts. */
export interface FurtherLimits {
  /** Of statements for AWS services. */
  readonly services?: Limits;
  /** Of statements for everyone. */
  readonly everyone?: Limits;
  /** What was seen of a statement for services that is bound in another way; nothing where the usual conditions decide. */
  readonly otherwise?: (statement: Statement) => readonly Observation[] | undefined;
}

/**
 * Judges that a resource policy lets in principals of its own account by name, AWS services on its behalf only, and everyone only
 * within the account or organization.
 */
export function expectNamedPrincipals(document: Value, further: FurtherLimits = {}): readonly Observation[] {
  return seenInAllowed(document, (statement) => namesPrincipals(statement, further));
}

/** Judges the same of one statement that allows something. */
export function namesPrincipals(statement: Statement, further: FurtherLimits = {}): readonly Observation[] {
  const { principals } = statement;
  const limits = { ...principalLimits, ...sourceLimits, ...further.everyone };
  if (meansEveryone(principals)) return expectLimit(statement, limits, ofAccount);
  const named = expectOnly(
    statement,
    { part: 'Principal', listed: principals, expected: 'principals of the same account, or AWS services' },
    isNamed,
  );
  const asService = { ...sourceLimits, ...further.services };
  return [
    named,
    ...whereApplies(
      some(principals.values.map(isAnyService)),
      () =>
        further.otherwise?.(statement) ??
        (publishesWithoutSource(statement) ? [] : expectLimit(statement, asService, onBehalf)),
    ),
  ];
}

/** What has to bind a statement for everyone. */
export const ofAccount = 'a condition that limits it to principals of the account or its organization';

/** What has to bind a statement for a service. */
export const onBehalf = 'a condition that limits the service to the account, such as aws:SourceAccount';

/** Whether a statement is for everyone, or for everyone but some. */
export function meansEveryone({ negated, values }: Operands<Principal>): boolean {
  return negated || some(values.map(isEveryone)) === true;
}

function isAnyService({ kind }: Principal): Truth {
  return kind === undefined ? undefined : kind === 'Service';
}

/** Whether a principal is one of the account that the template is deployed to, or an AWS service. */
function isNamed({ kind, value }: Principal): Truth {
  if (kind === undefined) return undefined;
  if (kind === 'Service') return isServiceName(value);
  if (kind === 'CanonicalUser') return isOwnIdentity(value);
  return kind === 'AWS' ? isOfOwnAccount(value) : false;
}

/** Whether a canonical user is an origin access identity of the account; of any other nobody can tell whose it is. */
function isOwnIdentity({ alternatives, resource }: Value): Truth {
  return all(
    alternatives.map((resolved) => {
      const isIdentity =
        resolved.kind === 'reference' &&
        resolved.resource.type === 'AWS::CloudFront::CloudFrontOriginAccessIdentity' &&
        resolved.attribute === 'S3CanonicalUserId';
      return isIdentity && isInAccountOf(resolved, resource);
    }),
  );
}

/** Whether a value is the name of an AWS service, in any region or partition. */
export function isServiceName(value: Value): Truth {
  return serviceIs(value, (name) => /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(name));
}

/** Whether the name of a service passes the test; a service goes by one name in whichever region it is deployed. */
export function serviceIs(value: Value, test: (name: string) => boolean): Truth {
  const [resolved, ...others] = value.alternatives;
  const name = resolved && others.length === 0 ? inAnyRegion(resolved, value.resource) : undefined;
  return name === undefined ? textIs(value, test) : test(name);
}

/** The name of a service without the region of its template; nothing where anything else in it is open. */
function inAnyRegion(resolved: Resolved, user: Resource): string | undefined {
  if (resolved.kind !== 'text') return undefined;
  const parts = resolved.parts.map((part) => (typeof part === 'string' ? part : deployedAs(part, user)));
  return parts.includes(undefined) ? undefined : parts.join('').replace('.region.', '.');
}

/** What stands for the region and for the suffix of its partition, which no template has to know. */
function deployedAs(part: Resolved, user: Resource): string | undefined {
  const names = { 'AWS::Region': 'region', 'AWS::URLSuffix': 'amazonaws.com' };
  const found = Object.entries(names).find(([name]) => {
    const [pseudo] = valueAt(user, '', { Ref: name }).alternatives;
    return part.kind === 'unknown' && pseudo?.kind === 'unknown' && part.why === pseudo.why;
  });
  return found?.[1];
}

/** Whether an AWS principal, an ARN or an account's number, is of the account that the template is deployed to. */
export function isOfOwnAccount(value: Value): Truth {
  return some([isOwnAccount(value), isArnOfOwnAccount(value)]);
}
