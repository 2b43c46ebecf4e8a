import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { refersTo } from '../../../cloudformation/references.ts';

export const bucketType = 'AWS::S3::Bucket';
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
  return value.alternatives.every((resolved) => {
    const parts = resolved.kind === 'text' ? resolved.parts : [resolved];
    return parts.some(
      (part) => typeof part !== 'string' && part.kind === 'reference' && part.resource === bucket,
    );
  });
}

interface Names {
  readonly buckets: ReadonlySet<string>;
  /** Who writes out a name as the destination of its access logs: stacks share names. */
  readonly writers: ReadonlyMap<string, readonly Resource[]>;
}

const namesByModel = new WeakMap<Model, Names>();

/** Read once for a model: asking every bucket about every other would take the square of their number. */
function namesIn(model: Model): Names {
  const known = namesByModel.get(model);
  if (known) return known;
  const buckets = model.ofType(bucketType);
  const names = {
    buckets: new Set(buckets.flatMap((bucket) => textOf(bucket.property('BucketName')))),
    writers: writersOf(buckets),
  };
  namesByModel.set(model, names);
  return names;
}

function writersOf(buckets: readonly Resource[]): ReadonlyMap<string, readonly Resource[]> {
  const writers = new Map<string, Resource[]>();
  for (const bucket of buckets) {
    if (bucket.isMade() === false) continue;
    for (const name of textOf(logDestination(bucket))) {
      const known = writers.get(name);
      if (known) known.push(bucket);
      else writers.set(name, [bucket]);
    }
  }
  return writers;
}

function textOf({ literal }: Value): readonly string[] {
  return typeof literal === 'string' ? [literal] : [];
}

/** A bucket that only names itself takes nobody's logs. */
function isNamedByAnother(bucket: Resource, model: Model): boolean {
  const [name] = textOf(bucket.property('BucketName'));
  const writers = name === undefined ? undefined : namesIn(model).writers.get(name);
  return writers?.some((writer) => writer !== bucket) ?? false;
}
