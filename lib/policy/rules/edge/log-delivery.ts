import { edgeRegion } from '../../../aws/regions.ts';
import { arnFields } from '../../../cloudformation/arns.ts';
import { lookup } from '../../../cloudformation/lookup.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import { all, some } from '../../../cloudformation/model/truth.ts';
import type { Resolved, Resource, Value } from '../../../cloudformation/model/types.ts';
import { mayReferTo, referenced, refersTo } from '../../../cloudformation/references.ts';
import { holds, holdsOnly, textIs } from '../../../cloudformation/texts.ts';
import { flawsOf } from '../../choices.ts';
import { expectOneOf, observe, observeList, type Verdict } from '../../expect.ts';
import { type Observation, observation } from '../../observation.ts';
import { doubtAbout } from '../../supports.ts';
import fields from './log-fields.json' with { type: 'json' };
import { namesDistribution } from './source.ts';

/** A delivery of the distribution's logs, with all that was seen from source to destination. */
export interface LogDelivery {
  readonly delivery: Resource;
  readonly chain: readonly Observation[];
}

/** Every delivery whose source is, or may be, the distribution. */
export function deliveries(distribution: Resource, model: Model): readonly LogDelivery[] {
  const sources = lookup(model.beside(distribution, 'AWS::Logs::DeliverySource'), 'ResourceArn');
  const candidates = new Set([...sources.naming(distribution), ...sources.spelled, ...sources.open]);
  return [...candidates]
    .filter((source) => mayBeSource(source, distribution))
    .flatMap((source) =>
      deliveriesFrom(source, model).map((delivery) => ({
        delivery,
        chain: chainOf(distribution, source, delivery),
      })),
    );
}

function deliveriesFrom(source: Resource, model: Model): readonly Resource[] {
  const { naming, saying, open } = lookup(model.beside(source, 'AWS::Logs::Delivery'), 'DeliverySourceName');
  const name = source.property('Name').literal;
  const candidates = new Set([...naming(source), ...(typeof name === 'string' ? saying(name) : []), ...open]);
  return [...candidates].filter((delivery) => isFrom(delivery, source) !== false);
}

/** Finds fault with what a delivery records. */
export function privateFields(delivery: Resource): readonly Observation[] {
  return flawsOf([recordFields(delivery)]);
}

function chainOf(distribution: Resource, source: Resource, delivery: Resource): readonly Observation[] {
  const arn = source.property('ResourceArn');
  const name = delivery.property('DeliverySourceName');
  return [
    observation(status(namesDistribution(arn, distribution)), arn, {
      expected: `the ARN of ${distribution.logicalId}`,
    }),
    expectOneOf(source.property('LogType'), [accessLogs]),
    observation(status(isFrom(delivery, source)), name, { expected: `the name of ${source.logicalId}` }),
    recordFields(delivery),
    ...destination(delivery.property('DeliveryDestinationArn'), distribution),
    ...[source, delivery].flatMap((resource) => [...doubtAbout(resource, distribution), ...region(resource)]),
  ];
}

function mayBeSource(source: Resource, distribution: Resource): boolean {
  const named = namesDistribution(source.property('ResourceArn'), distribution);
  // An open ARN may be anything's, so the kind of log has to speak for it.
  return named ?? textIs(source.property('LogType'), (type) => type === accessLogs) !== false;
}

const accessLogs = 'ACCESS_LOGS';

function isFrom(delivery: Resource, source: Resource): Verdict {
  const name = delivery.property('DeliverySourceName');
  if (refersTo(name, source)) return true;
  if (name.alternatives.some(({ kind }) => kind === 'reference'))
    return mayReferTo(name, source) && undefined;
  const given = source.property('Name').literal;
  return textIs(name, (text) => text === given);
}

function status(verdict: Verdict): Observation['status'] {
  return verdict ? 'pass' : 'unknown';
}

function destination(arn: Value, distribution: Resource): readonly Observation[] {
  const target = referenced(arn);
  const expected = 'a delivery destination among the templates';
  if (target?.type !== 'AWS::Logs::DeliveryDestination') {
    return [observe(arn, { expected }, ({ kind }) => (kind === 'absent' ? false : undefined))];
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
      expected: `in a stack of ${edgeRegion}, not ${found}`,
    }),
  ];
}

function recordFields(delivery: Resource): Observation {
  const expected = `the fields that tell who asked for what, without ${fields.withheld.join(' and ')}`;
  return observeList(delivery.property('RecordFields'), { expected }, (items) =>
    all([
      holdsOnly(items, (field) => fields.harmless.includes(field)),
      ...fields.needed.map((field) => holds(items, field)),
      some(fields.neededTime.map((time) => all(time.map((field) => holds(items, field))))),
    ]),
  );
}
