import { groupBy } from '../group-by.ts';
import { memoized } from '../memoized.ts';
import { bucketType } from './buckets.ts';
import type { Model } from './model/model.ts';
import type { Resource, Value } from './model/types.ts';
import { refersTo, resourcesIn } from './references.ts';

const destination = 'LoggingConfiguration.DestinationBucketName';

/** Whether access logs are written to a bucket: by other buckets, by log delivery, or by load balancers. */
export function isLogTarget(bucket: Resource, model: Model): boolean {
  return (
    model
      .referrers(bucket, bucketType)
      .some((other) => other.isMade() !== false && refersTo(other.property(destination), bucket)) ||
    model
      .referrers(bucket, 'AWS::Logs::DeliveryDestination')
      .some((target) => mentions(target.property('DestinationResourceArn'), bucket)) ||
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

function logsTo(balancer: Resource, bucket: Resource): boolean {
  return balancer
    .property('LoadBalancerAttributes')
    .items()
    .some((one) => one.at('Key').literal === 'access_logs.s3.bucket' && refersTo(one.at('Value'), bucket));
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
