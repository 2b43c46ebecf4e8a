import { bucketPolicies, bucketType, hasItsBucket, policiesOf } from '../../../cloudformation/buckets.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { regionSettingsType } from '../../../contract/region-settings.ts';
import { flawsOf } from '../../choices.ts';
import { expectAbsent, expectSeen, expectTrue } from '../../expect.ts';
import { notApplicable, type Observation } from '../../observation.ts';
import { blocksPublicBuckets } from '../../region-settings.ts';
import type { Rule } from '../../rule.ts';
import { publicStatements } from '../../statements/public-statements.ts';

const switches = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];

/**
 * Types of names besides the bucket's own under which requests come to it, each with the same four switches, read on 2026-11-30:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-bpa-settings.html
 */
const accessPointTypes = [
  'AWS::S3::AccessPoint',
  'AWS::S3::MultiRegionAccessPoint',
  'AWS::S3Express::AccessPoint',
];

/** The four switches hold whatever a policy or an access list says later; each alone leaves a way in. */
export const data01: Rule = {
  id: 'DATA-01',
  title: 'Buckets and their access points block all public access',
  severity: 'critical',
  types: [bucketType, bucketPolicies.type, ...accessPointTypes, regionSettingsType],
  why: 'A public bucket is found within hours, and whatever it holds is copied.',
  fix: 'Set all four switches of PublicAccessBlockConfiguration to true, remove WebsiteConfiguration, and let distributions read through origin access control.',
  controls: ['DATA-01'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource, model) => {
    if (resource.type === bucketType) return ofBucket(resource, model);
    if (resource.type === regionSettingsType) return [blocksPublicBuckets(resource, model)];
    return resource.type === bucketPolicies.type ? ofPolicy(resource, model) : ofAccessPoint(resource);
  },
};

/** An access point that says nothing blocks everything; nobody can change that later without replacing it. */
function ofAccessPoint(point: Resource): readonly Observation[] {
  const block = point.property('PublicAccessBlockConfiguration');
  return block.isAbsent
    ? [notApplicable(point, 'an access point blocks all public access unless it says otherwise')]
    : switches.map((name) => expectTrue(block.at(name)));
}

function ofBucket(bucket: Resource, model: Model): readonly Observation[] {
  return [
    ...switches.map((name) => expectTrue(bucket.property(`PublicAccessBlockConfiguration.${name}`))),
    ...flawsOf([
      expectAbsent(bucket.property('WebsiteConfiguration'), 'no value, since websites are public'),
    ]),
    ...policiesOf(bucket, model).flatMap((policy) => publicStatements(policy.property('PolicyDocument'))),
  ];
}

/** The policy of a bucket that nobody saw still opens it. */
function ofPolicy(policy: Resource, model: Model): readonly Observation[] {
  if (hasItsBucket(policy, model)) return [notApplicable(policy, 'it is judged with its bucket')];
  const seen = publicStatements(policy.property('PolicyDocument'));
  return seen.length > 0 ? seen : [expectSeen(policy.property('Bucket'), 'a bucket among the templates')];
}
