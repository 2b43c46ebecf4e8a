import { bucketOf, policiesOf } from '../../../cloudformation/buckets.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { type Origin, origins } from '../../../cloudformation/origins.ts';
import { writtenText } from '../../../cloudformation/texts.ts';
import { bestOf, flawsOf } from '../../choices.ts';
import { doubtAbout, expectSeen, observeLiteral } from '../../expect.ts';
import { missing, notApplicable, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { exposures, furtherGrants, grants } from './bucket-access.ts';

/** Who else than the distribution may read the bucket behind it. */
export const edge05Bucket: Rule = {
  id: 'EDGE-05-bucket',
  title: 'The bucket behind a distribution only allows that distribution',
  severity: 'high',
  types: ['AWS::CloudFront::Distribution'],
  why: 'A bucket that also allows others is read around the firewall, and a bucket that nobody owns any more can be taken over by its name.',
  fix: 'Define the bucket in the app, and let its policy allow cloudfront.amazonaws.com s3:GetObject only where AWS:SourceArn is the distribution.',
  controls: ['EDGE-05'],
  since: '0.1.0',
  stage: 'enforced',
  check: privateBuckets,
};

function privateBuckets(distribution: Resource, model: Model): readonly Observation[] {
  const buckets = origins(distribution).filter(({ isS3 }) => isS3);
  return buckets.length === 0
    ? [notApplicable(distribution, 'there is no S3 origin')]
    : buckets.flatMap((origin) => privateBucket(origin, distribution, model));
}

function privateBucket({ domain }: Origin, distribution: Resource, model: Model): readonly Observation[] {
  const expected = 'a bucket among the templates';
  const bucket = bucketOf(domain, model);
  if (!bucket)
    return [isDomainName(domain) ? expectSeen(domain, expected) : observation('fail', domain, noDomain)];
  return [
    observation('pass', domain, { expected }),
    ...readable(bucket, distribution, model),
    ...flawsOf([observeLiteral(bucket.property('AccessControl'), { expected: 'no public ACL' }, isPrivate)]),
  ];
}

const noDomain = { expected: 'a domain name; outside of Fn::Sub, ${…} stays as it is written' };

/** What is left to the deployment may be anything; the text around it may not. */
function isDomainName(domain: Value): boolean {
  return domain.alternatives.every(
    (resolved) => resolved.kind === 'absent' || /^[\w.-]+$/.test(writtenText(resolved)),
  );
}

const publicAcls = ['PublicRead', 'PublicReadWrite', 'AuthenticatedRead'];

function isPrivate(acl: unknown): boolean {
  return !publicAcls.includes(String(acl));
}

function readable(bucket: Resource, distribution: Resource, model: Model): readonly Observation[] {
  const policies = policiesOf(bucket, model);
  const exposed = policies.flatMap((policy) => exposures(policy));
  const granted = policies.flatMap((policy) =>
    grants(policy, { bucket, distribution }).map((grant) => [...grant, ...doubtAbout(policy, bucket)]),
  );
  // A statement that is only known at deployment may be the one that is looked for.
  const isOpen = exposed.some(({ status }) => status === 'unknown');
  const expected = 'a policy that lets this distribution, and no other, read its objects';
  return [
    ...exposed,
    ...policies.flatMap(furtherGrants),
    ...bestOf(granted, isOpen ? [] : [missing(bucket, 'Properties', expected)]),
  ];
}
