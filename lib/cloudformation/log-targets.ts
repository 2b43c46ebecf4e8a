import { groupBy } from '../group-by.ts';
import { memoized } from '../memoized.ts';
import { bucketType } from './buckets.ts';
import type { Model } from './model/model.ts';
import type { Resource, Value } from './model/types.ts';
import { attached, refersTo, resourcesIn } from './references.ts';
import { textIs } from './texts.ts';

const destination = 'LoggingConfiguration.DestinationBucketName';

/** Whether access logs are written to a bucket: by other buckets, by log delivery, or by load balancers. */
export function isLogTarget(bucket: Resource, model: Model): boolean {
  return (
    model
      .referrers(bucket, bucketType)
      .some((other) => other.isMade() !== false && refersTo(other.property(destination), bucket)) ||
    model
      .referrers(bucket, 'AWS::Logs::DeliveryDestination')
      .some(
        (target) => isUsed(target, model) && mentions(target.property('DestinationResourceArn'), bucket),
      ) ||
    model
      .referrers(bucket, 'AWS::ElasticLoadBalancingV2::LoadBalancer')
      .some((balancer) => logsTo(balancer, bucket)) ||
    isNamedByAnother(bucket, model)
  );
}

/** Whether some bucket among the templates has this name. */
export function isKnownName(name: string, model: Model): boolean {
  return namesIn(model).buckets.has(name);
}

/** The bucket that a bucket writes its access logs to. */
export function logDestination(bucket: Resource): Value {
  return bucket.property(destination);
}

/** Whether a delivery hands logs to the destination; one that none uses writes nothing into its bucket. */
function isUsed(target: Resource, model: Model): boolean {
  const delivery = { type: 'AWS::Logs::Delivery', path: 'DeliveryDestinationArn' };
  return attached(model, target, delivery).length > 0;
}

/** Whether a load balancer names the bucket for its logs, and does not keep them to itself. */
function logsTo(balancer: Resource, bucket: Resource): boolean {
  const attributes = balancer.property('LoadBalancerAttributes').items();
  const valuesOf = (key: string) =>
    attributes.filter((one) => one.at('Key').literal === key).map((one) => one.at('Value'));
  return (
    valuesOf('access_logs.s3.bucket').some((value) => refersTo(value, bucket)) &&
    valuesOf('access_logs.s3.enabled').some((value) => textIs(value, (text) => text === 'true') !== false)
  );
}

/** Whether a value is the bucket, or text with its ARN or name in it, in every alternative. */
function mentions(value: Value, bucket: Resource): boolean {
  return value.alternatives.every((resolved) => resourcesIn(resolved).includes(bucket));
}

interface Names {
  readonly buckets: ReadonlySet<string>;
  /** Who writes out a name as the destination of its access logs: stacks share names. */
  readonly writers: ReadonlyMap<string, readonly Resource[]>;
}

/** Read once for a model: asking every bucket about every other would take the square of their number. */
const namesIn = memoized((model: Model): Names => {
  const buckets = model.ofType(bucketType);
  const writing = buckets
    .filter((bucket) => bucket.isMade() !== false)
    .flatMap((writer) => textOf(logDestination(writer)).map((name) => ({ name, writer })));
  return {
    buckets: new Set(buckets.flatMap((bucket) => textOf(bucket.property('BucketName')))),
    writers: new Map(
      [...groupBy(writing, ({ name }) => name)].map(([name, group]) => [
        name,
        group.map(({ writer }) => writer),
      ]),
    ),
  };
});

function textOf({ literal }: Value): readonly string[] {
  return typeof literal === 'string' ? [literal] : [];
}

/** A bucket that only names itself takes nobody's logs. */
function isNamedByAnother(bucket: Resource, model: Model): boolean {
  const [name] = textOf(bucket.property('BucketName'));
  const writers = name === undefined ? undefined : namesIn(model).writers.get(name);
  return writers?.some((writer) => writer !== bucket) ?? false;
}
