import { bucketType, concerning } from '../../../cloudformation/buckets.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { flawsOf } from '../../choices.ts';
import { expectAbsent, expectTrue } from '../../expect.ts';
import type { Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { publicStatements } from '../../statements/public-statements.ts';

const switches = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];

/** The four switches hold whatever a policy or an access list says later; each alone leaves a way in. */
export const data01: Rule = {
  id: 'DATA-01',
  title: 'Buckets block all public access',
  severity: 'critical',
  types: [bucketType],
  why: 'A public bucket is found within hours, and whatever it holds is copied.',
  fix: 'Set all four switches of PublicAccessBlockConfiguration to true, remove WebsiteConfiguration, and let distributions read through origin access control.',
  controls: ['DATA-01'],
  since: '0.1.0',
  stage: 'enforced',
  check: (bucket, model) => [
    ...switches.map((name) => expectTrue(bucket.property(`PublicAccessBlockConfiguration.${name}`))),
    ...flawsOf([
      expectAbsent(bucket.property('WebsiteConfiguration'), 'no value, since websites are public'),
    ]),
    ...policies(bucket, model),
  ],
};

function policies(bucket: Resource, model: Model): readonly Observation[] {
  return concerning(model, bucket, { type: 'AWS::S3::BucketPolicy', path: 'Bucket' }).flatMap((policy) =>
    publicStatements(policy.property('PolicyDocument')),
  );
}
