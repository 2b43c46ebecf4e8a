import { isOwnAccount } from '../../cloudformation/accounts.ts';
import { bucketOfPolicy, bucketPolicies, bucketType } from '../../cloudformation/buckets.ts';
import type { Model } from '../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../cloudformation/model/types.ts';
import { mayAllow, type Statement, statements } from '../../cloudformation/policy-documents.ts';
import { resourcePolicies, resourcePolicyTypes } from '../../cloudformation/resource-policies.ts';
import { textIs } from '../../cloudformation/texts.ts';
import { groupBy } from '../../group-by.ts';
import { expectAbsent, expectOneOf, expectTrue } from '../expect.ts';
import { exposures } from '../rules/edge/bucket-access.ts';
import { safeDefaultOf } from '../safe-defaults.ts';
import { saysInOneLine } from '../statements/one-line.ts';
import { publicPrincipals } from '../statements/public-statements.ts';
import { type Exposure, type ExposureKind, exposure, kindOf } from './exposure.ts';

/** Documents that decide who uses a resource, besides those that the list of resource policies has. */
const otherDocuments = [
  { type: 'AWS::KMS::Key', path: 'KeyPolicy' },
  { type: 'AWS::KMS::ReplicaKey', path: 'KeyPolicy' },
  { type: 'AWS::IAM::Role', path: 'AssumeRolePolicyDocument' },
];

/** Policies of resources that admit everyone, or a service on behalf of everyone. */
export function policyOpenings(model: Model): readonly Exposure[] {
  return eachPlaceOnce([
    ...resourcePolicyTypes.flatMap((type) =>
      model.ofType(type).flatMap((resource) =>
        resourcePolicies(resource)
          .flatMap(openStatements)
          .flatMap((found) => (type === bucketPolicies.type ? behindBlock(found, resource, model) : [found])),
      ),
    ),
    ...otherDocuments.flatMap(({ type, path }) =>
      model.ofType(type).flatMap((resource) => openStatements(resource.property(path))),
    ),
    ...model.ofType('AWS::S3::BucketPolicy').flatMap(openToCloudFront),
    ...model.ofType(bucketType).flatMap(openBucket),
    ...['AWS::Lambda::Permission', 'AWS::Lambda::LayerVersionPermission'].flatMap((type) =>
      model.ofType(type).flatMap(openPermission),
    ),
  ]);
}

function eachPlaceOnce(found: readonly Exposure[]): readonly Exposure[] {
  const places = groupBy(found, ({ template, logicalId, path }) => [template, logicalId, path].join('\n'));
  return [...places.values()].flatMap(([first]) => first ?? []);
}

/** What a bucket policy opens is no entry while the bucket blocks public policies, and in doubt where nobody knows whether it does. */
function behindBlock(found: Exposure, policy: Resource, model: Model): readonly Exposure[] {
  const bucket = bucketOfPolicy(policy, model);
  if (!bucket) return [{ ...found, kind: 'undecided' }];
  const restricts = bucket.property('PublicAccessBlockConfiguration.RestrictPublicBuckets');
  if (expectTrue(restricts).status === 'pass') return [{ ...found, kind: 'opening' }];
  return [safeDefaultOf(bucket, restricts.path) ? { ...found, kind: 'undecided' } : found];
}

/** An absent document admits nobody else. */
function openStatements(document: Value): readonly Exposure[] {
  return statements(document).flatMap((statement) => [
    ...publicPrincipals(statement).flatMap(({ status }) =>
      kindOf(status, 'entry').map((kind) => told(kind, statement)),
    ),
    ...federated(statement),
  ]);
}

function told(kind: ExposureKind, statement: Statement): Exposure {
  return { ...exposure(kind, statement.value), actual: saysInOneLine(statement) };
}

/** A login elsewhere admits each of its users, unless a condition says which. */
function federated(statement: Statement): readonly Exposure[] {
  const { principals, conditions } = statement;
  const isFederated = principals.values.some(({ kind }) => kind === 'Federated');
  if (!isFederated || !mayAllow(statement) || conditions.values.length > 0) return [];
  return [told('opening', statement)];
}

/** CloudFront serves everybody's distributions, so a bucket that admits it has to say which. */
function openToCloudFront(policy: Resource): readonly Exposure[] {
  return exposures(policy).flatMap(({ status, path, actual }) =>
    kindOf(status, 'opening').map((kind) => ({
      ...exposure(kind, policy.property('PolicyDocument')),
      path,
      actual,
    })),
  );
}

const switches = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];
const closedAcls = [
  'none',
  'Private',
  'BucketOwnerFullControl',
  'BucketOwnerRead',
  'LogDeliveryWrite',
  'AwsExecRead',
];

/** A whole block that S3 sets by itself leaves open only what is older than that, which the deployment tells. */
function openBucket(bucket: Resource): readonly Exposure[] {
  const block = bucket.property('PublicAccessBlockConfiguration');
  if (safeDefaultOf(bucket, block.path)) return [exposure('undecided', block)];
  const acl = bucket.property('AccessControl').withDefault('none');
  const website = bucket.property('WebsiteConfiguration');
  const judged: readonly (readonly [Value, ReturnType<typeof expectTrue>])[] = [
    ...switches.map((name) => {
      const value = bucket.property(`PublicAccessBlockConfiguration.${name}`);
      return [value, expectTrue(value)] as const;
    }),
    [website, expectAbsent(website)],
    [acl, expectOneOf(acl, closedAcls)],
  ];
  return judged.flatMap(([value, { status }]) =>
    kindOf(status, 'opening').map((kind) => exposure(kind, value)),
  );
}

/** A permission admits whoever it names, and a service on behalf of whichever source it names. */
function openPermission(permission: Resource): readonly Exposure[] {
  const principal = permission.property('Principal');
  if (isBound(permission)) return [];
  const everyone = textIs(principal, (text) => text === '*');
  if (everyone) return [exposure('entry', principal)];
  const isService = textIs(principal, (text) => /\.amazonaws\.com(\.cn)?$/.test(text));
  if (everyone === false && isService === false) return [];
  return [exposure(isService ? 'opening' : 'undecided', principal)];
}

/** Whether something says on whose behalf the function is called. */
function isBound(permission: Resource): boolean {
  const account = permission.property('SourceAccount');
  const isOurs = !account.isAbsent && isOwnAccount(account) !== false;
  const source = permission.property('SourceArn');
  const names = source.alternatives.every(
    (resolved) =>
      resolved.kind === 'reference' ||
      resolved.kind === 'text' ||
      (resolved.kind === 'literal' && /:\d{12}:/.test(String(resolved.value))),
  );
  return isOurs || names || !permission.property('PrincipalOrgID').isAbsent;
}
