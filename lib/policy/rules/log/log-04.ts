import { bucketParts, bucketType, policiesOf } from '../../../cloudformation/buckets.ts';
import { logStore } from '../../../cloudformation/log-stores.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import { asParts } from '../../../cloudformation/model/resolved.ts';
import { all, type Truth } from '../../../cloudformation/model/truth.ts';
import type { Resolved, Resource, TextPart, Value } from '../../../cloudformation/model/types.ts';
import type { Statement } from '../../../cloudformation/policy-documents.ts';
import { trailService, trailType } from '../../../cloudformation/trails.ts';
import { accountHas } from '../../account-services.ts';
import { doubtAbout, expectSeen } from '../../expect.ts';
import { expectLock } from '../../object-lock.ts';
import { missing, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { admitsService, serviceNamed } from '../../statements/service-access.ts';
import { listsOne } from '../../statements/statement-parts.ts';
import { namesTheTrail } from './trail-conditions.ts';

/** The record is worth as much as the trouble it takes to change it. */
export const log04: Rule = {
  id: 'LOG-04',
  title: 'The bucket of a trail is locked for a year, and CloudTrail may write there for this trail',
  severity: 'high',
  types: [trailType],
  account: accountHas({
    control: 'LOG-04',
    service: 'cloudTrail',
    type: trailType,
    subject: 'the bucket of a trail',
    regions: 'home',
  }),
  why: 'An intruder with rights over a bucket deletes the record of the intrusion first.',
  fix: 'Write the trail to a bucket among the templates with ObjectLockEnabled, a default retention of 365 days or longer, a policy that denies everybody s3:BypassGovernanceRetention, and one that lets cloudtrail.amazonaws.com write for this trail alone.',
  controls: ['LOG-04'],
  since: '0.1.0',
  stage: 'enforced',
  check: (trail, model) => {
    const named = trail.property('S3BucketName');
    const bucket = logStore(named, model);
    const expected = 'a bucket among the templates';
    if (bucket?.type !== bucketType) return [expectSeen(named, expected)];
    return [
      observation('pass', named, { expected }),
      ...doubtAbout(bucket, trail),
      ...expectLock(bucket, model),
      ...admitsTrail(bucket, trail, model),
    ];
  },
};

function admitsTrail(bucket: Resource, trail: Resource, model: Model): readonly Observation[] {
  const policies = policiesOf(bucket, model);
  const [whole] = bucketParts(bucket);
  if (policies.length === 0)
    return [missing(bucket, 'Properties', `a policy that lets ${trailService} write`)];
  return policies.flatMap((policy) => [
    ...mayTake(policy, trail, { action: 's3:PutObject', isMeant: (at) => takesInLogs(at, bucket) }),
    ...mayTake(policy, trail, { action: 's3:GetBucketAcl', isMeant: (at) => whole?.isCovered(at) }),
  ]);
}

interface Needed {
  readonly action: string;
  readonly isMeant: (resource: Value) => Truth;
}

function mayTake(policy: Resource, trail: Resource, { action, isMeant }: Needed): readonly Observation[] {
  const ofTheTrail = namesTheTrail(trail);
  const further = (statement: Statement) => {
    const { value, resources } = statement;
    const values = resources.values.map((at) => ({ at, verdict: isMeant(at) }));
    return [
      listsOne(
        { ...resources, values },
        { at: value.at('Resource'), expected: 'what CloudTrail uses of the bucket' },
      ),
      ...ofTheTrail(statement),
    ];
  };
  const document = policy.property('PolicyDocument');
  return admitsService(document, { ...serviceNamed(trailService), actions: [action], further });
}

/** CloudTrail writes below `AWSLogs/` and the number of the account, perhaps behind a prefix. */
function takesInLogs(at: Value, bucket: Resource): Truth {
  return all(
    at.alternatives.map((resolved): Truth => {
      const [, name, account] =
        /^(?:arn:[^:]+:s3:::)?([^/]+)\/(?:\*|(?:.+\/)?AWSLogs\/([^/]+)\/\*)$/.exec(
          spelled(resolved, bucket),
        ) ?? [];
      if (name !== itself && name !== bucket.property('BucketName').literal) return false;
      if (account === undefined || account === bucket.template.account) return true;
      return account === open ? undefined : false;
    }),
  );
}

const itself = 'bucket';
const open = 'open';

/** A value as text, in which a word stands for the bucket and another one for whatever only the deployment knows. */
function spelled(resolved: Resolved, bucket: Resource): string {
  return asParts(resolved)
    .map((part) => wordFor(part, bucket))
    .join('');
}

function wordFor(part: TextPart, bucket: Resource): string {
  if (typeof part === 'string') return part;
  if (part.kind === 'reference') return part.resource === bucket ? itself : 'other';
  if (part.why.startsWith('AWS::AccountId ')) return bucket.template.account ?? open;
  return open;
}
