import { type Attachment, attachmentsOf, isNameOf } from '../../../cloudformation/attachments.ts';
import { bucketParts, bucketPolicies } from '../../../cloudformation/buckets.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { matchesAction } from '../../../cloudformation/wildcards.ts';
import { expectItem } from '../../choices.ts';
import { doubtAbout, type Verdict } from '../../expect.ts';
import { missing, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { expectRefusal, type Protected, type Refusal, withoutTls } from './tls-deny.ts';

/** What a resource policy has to say about a type, and how it is attached. */
interface Kind {
  readonly policies: readonly Attachment[];
  readonly subject: (resource: Resource) => Protected;
}

const everyAction = (service: string) => ({
  name: `${service}:*`,
  matches: (pattern: Value) => textIs(pattern, (text) => ['*', `${service}:*`].includes(text.toLowerCase())),
});

const kinds: Readonly<Record<string, Kind>> = {
  'AWS::S3::Bucket': {
    policies: [bucketPolicies],
    subject: (bucket) => ({ action: everyAction('s3'), parts: bucketParts(bucket) }),
  },
  'AWS::SNS::Topic': {
    policies: [
      { type: 'AWS::SNS::TopicPolicy', path: 'Topics' },
      { type: 'AWS::SNS::TopicInlinePolicy', path: 'TopicArn' },
    ],
    subject: (topic) => ({
      action: { name: 'sns:Publish', matches: (pattern) => matchesAction(pattern, 'sns:Publish') },
      parts: [{ name: 'the topic', isCovered: (resource) => isArnOf(resource, topic, ['Ref', 'TopicArn']) }],
    }),
  },
  'AWS::SQS::Queue': {
    policies: [
      { type: 'AWS::SQS::QueuePolicy', path: 'Queues' },
      { type: 'AWS::SQS::QueueInlinePolicy', path: 'Queue' },
    ],
    subject: (queue) => ({
      action: everyAction('sqs'),
      parts: [{ name: 'the queue', isCovered: (resource) => isArnOf(resource, queue, ['Arn']) }],
    }),
  },
};

/** The AWS endpoints still answer without TLS; only the resource's own policy refuses it. */
export const data03: Rule = {
  id: 'DATA-03',
  title: 'Buckets, topics and queues refuse requests without TLS',
  severity: 'medium',
  types: Object.keys(kinds),
  why: 'One client with a wrong endpoint sends orders and signed requests in clear text.',
  fix: 'Attach a policy that denies everyone every action when aws:SecureTransport is false, on the bucket and on its objects, and on each topic and queue.',
  controls: ['DATA-03'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource, model) => policiesRefuse(resource, model, withoutTls),
};

/** Judges every policy that is attached to a resource: where there are several, the last one deployed holds. */
export function policiesRefuse(resource: Resource, model: Model, refusal: Refusal): readonly Observation[] {
  const kind = kinds[resource.type];
  const found = kind?.policies.flatMap((place) => attachments(resource, model, place)) ?? [];
  if (!kind || found.length === 0) {
    const type = kind?.policies[0]?.type ?? 'policy';
    return [missing(resource, 'Properties', `an ${type} that denies ${refusal.name}`)];
  }
  return found.flatMap(({ policy, seen }) => [
    ...seen,
    ...expectRefusal(policy, refusal, kind.subject(resource)),
    ...doubtAbout(policy, resource),
  ]);
}

interface AttachedPolicy {
  readonly policy: Resource;
  /** What was seen of the reference to the resource. */
  readonly seen: readonly Observation[];
}

function attachments(resource: Resource, model: Model, attachment: Attachment): readonly AttachedPolicy[] {
  return attachmentsOf(model, resource, attachment).map((policy) => {
    const value = policy.property(attachment.path);
    const expectName = (one: Value): Observation => {
      const verdict = isNameOf(one, resource, attachment);
      const status = verdict === undefined ? 'unknown' : verdict ? 'pass' : 'fail';
      return observation(status, one, { expected: `a reference to ${resource.logicalId}` });
    };
    const seen =
      value.items().length === 0
        ? [expectName(value)]
        : expectItem(value, {
            expected: `a reference to ${resource.logicalId}`,
            identify: (item) => [expectName(item)],
          });
    return { policy, seen };
  });
}

function isArnOf(value: Value, resource: Resource, attributes: readonly string[]): Verdict {
  const verdicts = value.alternatives.map((resolved): Verdict => {
    if (resolved.kind === 'unknown' || resolved.kind === 'text') return undefined;
    if (resolved.kind === 'literal') return resolved.value === '*';
    return (
      resolved.kind === 'reference' &&
      resolved.resource === resource &&
      attributes.includes(resolved.attribute)
    );
  });
  if (verdicts.includes(false)) return false;
  return verdicts.includes(undefined) ? undefined : true;
}
