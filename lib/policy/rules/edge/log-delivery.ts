import { edgeRegion } from '../../../aws/regions.ts';
import { arnFields } from '../../../cloudformation/arns.ts';
import { namesDistribution } from '../../../cloudformation/distributions.ts';
import { accessLogs, isFrom, type LogDelivery } from '../../../cloudformation/log-deliveries.ts';
import type { Resolved, Resource, Value } from '../../../cloudformation/model/types.ts';
import { referenced } from '../../../cloudformation/references.ts';
import { recordsRequests } from '../../access-log-fields.ts';
import { flawsOf } from '../../choices.ts';
import { doubtAbout, expectOneOf, expectSeen, observe, type Verdict } from '../../expect.ts';
import { type Observation, observation } from '../../observation.ts';

/** Finds fault with what a delivery records. */
export function privateFields(delivery: Resource): readonly Observation[] {
  return flawsOf([recordsRequests(delivery)]);
}

/** Everything that was seen of a delivery, from the source of the logs to their destination. */
export function deliveryChain(
  distribution: Resource,
  { source, delivery }: LogDelivery,
): readonly Observation[] {
  const arn = source.property('ResourceArn');
  const name = delivery.property('DeliverySourceName');
  return [
    observation(status(namesDistribution(arn, distribution)), arn, {
      expected: `the ARN of ${distribution.logicalId}`,
    }),
    expectOneOf(source.property('LogType'), [accessLogs]),
    observation(status(isFrom(delivery, source)), name, { expected: `the name of ${source.logicalId}` }),
    recordsRequests(delivery),
    ...destination(delivery.property('DeliveryDestinationArn'), distribution),
    ...[source, delivery].flatMap((resource) => [...doubtAbout(resource, distribution), ...region(resource)]),
  ];
}

function status(verdict: Verdict): Observation['status'] {
  return verdict ? 'pass' : 'unknown';
}

function destination(arn: Value, distribution: Resource): readonly Observation[] {
  const target = referenced(arn);
  const expected = 'a delivery destination among the templates';
  if (target?.type !== 'AWS::Logs::DeliveryDestination') {
    return [expectSeen(arn, expected)];
  }
  return [
    observation('pass', arn, { expected }),
    observe(
      target.property('DestinationResourceArn'),
      { expected: 'a bucket, log group or stream' },
      isStore,
    ),
    ...doubtAbout(target, distribution),
  ];
}

const stores = ['AWS::S3::Bucket', 'AWS::Logs::LogGroup', 'AWS::KinesisFirehose::DeliveryStream'];

function isStore(resolved: Resolved): Verdict {
  if (resolved.kind === 'reference') return stores.includes(resolved.resource.type);
  const service = arnFields(resolved)?.service;
  return service !== undefined && ['s3', 'logs', 'firehose'].includes(service);
}

/** CloudFront hands its logs over in one region; elsewhere the delivery cannot be made. */
function region(resource: Resource): readonly Observation[] {
  const found = resource.template.region;
  if (found === undefined || found === edgeRegion) return [];
  return [
    observation('fail', resource.attribute('Type'), {
      expected: `a resource in a stack of ${edgeRegion}, not ${found}`,
    }),
  ];
}
