import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { origins } from '../../../cloudformation/origins.ts';
import { flawsOf } from '../../choices.ts';
import { expectPresent } from '../../expect.ts';
import { notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { accessControl, expectNoWebsite } from './access-control.ts';

/** How CloudFront proves to a bucket who is asking. Who else the bucket answers is `EDGE-05-bucket`. */
export const edge05: Rule = {
  id: 'EDGE-05',
  title: 'CloudFront signs every request to an S3 origin',
  severity: 'high',
  types: ['AWS::CloudFront::Distribution'],
  why: 'A bucket that has to answer unsigned requests answers anyone, around TLS policy, firewall and headers.',
  fix: 'Give each S3 origin an OriginAccessControlId whose access control signs always with sigv4, and the distribution a DefaultRootObject.',
  controls: ['EDGE-05'],
  since: '0.1.0',
  stage: 'enforced',
  check: signedOrigins,
};

function signedOrigins(distribution: Resource): readonly Observation[] {
  const buckets = origins(distribution).filter(({ isS3 }) => isS3);
  if (buckets.length === 0) return [notApplicable(distribution, 'there is no S3 origin')];
  return [
    ...buckets.flatMap((origin) => [...expectNoWebsite(origin), ...accessControl(origin.value, 's3')]),
    ...rootObject(distribution),
  ];
}

/** Without a root object `/` asks the bucket for its listing. */
function rootObject(distribution: Resource): readonly Observation[] {
  const config = distribution.property('DistributionConfig');
  const target = config.at('DefaultCacheBehavior.TargetOriginId');
  const others = origins(distribution).filter(({ isS3 }) => !isS3);
  if (others.some(({ value }) => isSame(target, value.at('Id')))) return [];
  // Any name will do, so only its absence says something.
  return flawsOf([expectPresent(config.at('DefaultRootObject'), 'the object that / answers with')]);
}

function isSame(one: Value, other: Value): boolean {
  return one.literal !== undefined && one.literal === other.literal;
}
