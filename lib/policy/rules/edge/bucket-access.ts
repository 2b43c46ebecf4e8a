import { isOwnAccount } from '../../../cloudformation/accounts.ts';
import { isBucket, isObjectsOf } from '../../../cloudformation/buckets.ts';
import { namesDistribution, namesOwnDistributions } from '../../../cloudformation/distributions.ts';
import { all, some } from '../../../cloudformation/model/truth.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import {
  type Condition,
  isEveryone,
  isService,
  mayAllow,
  type Statement,
  statements,
  surely,
} from '../../../cloudformation/policy-documents.ts';
import { matchesAction } from '../../../cloudformation/wildcards.ts';
import { flawsOf } from '../../choices.ts';
import { expectOneOf, type Verdict } from '../../expect.ts';
import { type Observation, observation } from '../../observation.ts';

const cloudFront = 'cloudfront.amazonaws.com';

/** What a bucket's policy may allow to anyone, or to anyone's CloudFront. */
export function exposures(policy: Resource): readonly Observation[] {
  return policyStatements(policy)
    .filter((statement) => mayAllow(statement) && mayBeOpen(statement))
    .flatMap((statement) => {
      const limited = isLimited(statement);
      if (limited) return [];
      const expected =
        'a statement that AWS:SourceArn limits to a distribution of the templates, or AWS:SourceAccount to this account';
      return [observation(limited === false ? 'fail' : 'unknown', statement.value, { expected })];
    });
}

/** The statements that surely let the distribution read the bucket, as what was seen of each. */
export function grants(
  policy: Resource,
  { bucket, distribution }: { readonly bucket: Resource; readonly distribution: Resource },
): readonly (readonly Observation[])[] {
  const attachment = policy.property('Bucket');
  if (!attachment.alternatives.every((resolved) => isBucket(resolved, bucket))) return [];
  return policyStatements(policy).flatMap((statement) => {
    const parts = partsOf(statement, { bucket, distribution });
    return parts ? [[attachment, ...parts].map(seen)] : [];
  });
}

/** Finds fault with what a bucket's policy lets CloudFront do besides reading: whatever reaches the distribution could do it. */
export function furtherGrants(policy: Resource): readonly Observation[] {
  return policyStatements(policy)
    .filter((statement) => mayAllow(statement) && namesCloudFront(statement))
    .flatMap(({ actions, value }) => {
      const expected = reading.join(' or ');
      return actions.negated
        ? [observation('fail', value, { expected })]
        : flawsOf(actions.values.map((action) => expectOneOf(action, reading)));
    });
}

const reading = ['s3:GetObject', 's3:GetObjectVersion', 's3:ListBucket'];

function namesCloudFront({ principals }: Statement): boolean {
  return principals.values.some((one) => isService(one, cloudFront) === true);
}

function seen(value: Value): Observation {
  return observation('pass', value, { expected: 'part of what lets the distribution read the bucket' });
}

function policyStatements(policy: Resource): readonly Statement[] {
  return statements(policy.property('PolicyDocument'));
}

/** Each part that the grant would not be without; nothing when the statement is no such grant. */
function partsOf(
  statement: Statement,
  { bucket, distribution }: { readonly bucket: Resource; readonly distribution: Resource },
): readonly Value[] | undefined {
  const { effect, principals, actions, resources, conditions } = statement;
  if (!surely(statement, 'Allow') || ![principals, actions, resources, conditions].every(isPlain)) {
    return undefined;
  }
  const parts = [
    effect,
    principals.values.find((one) => isService(one, cloudFront))?.value,
    actions.values.find((action) => matchesAction(action, 's3:GetObject')),
    resources.values.find((one) => one.alternatives.every((resolved) => isObjectsOf(resolved, bucket))),
    ...limitsOf(statement, distribution),
  ];
  const found = parts.filter((part) => part !== undefined);
  return found.length === parts.length && found.length > 4 ? found : undefined;
}

function isPlain({
  negated,
  isDecided,
}: {
  readonly negated: boolean;
  readonly isDecided: boolean;
}): boolean {
  return !negated && isDecided;
}

/** The values that name the distribution or the account; an undefined one spoils the grant. */
function limitsOf({ conditions }: Statement, distribution: Resource): readonly (Value | undefined)[] {
  return conditions.values
    .filter(({ key }) => key !== undefined && sourceKeys.includes(key))
    .map((condition) => condition.values.find((value) => isSource(condition, value, distribution)));
}

const sourceKeys = ['aws:sourcearn', 'aws:sourceaccount'];
const equalities = ['StringEquals', 'StringLike', 'StringEqualsIgnoreCase', 'ArnEquals', 'ArnLike'];

function mayBeOpen({ principals }: Statement): boolean {
  return (
    principals.negated ||
    principals.values.some((one) => isEveryone(one) !== false || isService(one, cloudFront) !== false)
  );
}

function isLimited({ conditions }: Statement): Verdict {
  const verdicts = conditions.values.map((condition) => limits(condition));
  const verdict = some(verdicts);
  return conditions.isDecided ? verdict : verdict === false ? false : undefined;
}

function limits(condition: Condition): Verdict {
  if (condition.operator === undefined || condition.key === undefined) return undefined;
  if (!sourceKeys.includes(condition.key) || !equalities.includes(condition.operator)) return false;
  if (condition.values.length === 0) return false;
  const verdict = all(condition.values.map((value) => isSource(condition, value)));
  return verdict && !condition.isDecided ? undefined : verdict;
}

function isSource({ key }: Condition, value: Value, distribution?: Resource): Verdict {
  if (key === 'aws:sourceaccount') return isOwnAccount(value);
  return some([namesDistribution(value, distribution), namesOwnDistributions(value)]);
}
