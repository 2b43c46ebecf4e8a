import { lookup } from '../../../cloudformation/lookup.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resolved, Resource, TextPart, Value } from '../../../cloudformation/model/types.ts';
import { isWebsiteEndpoint, type Origin } from '../../../cloudformation/origins.ts';
import { observe } from '../../expect.ts';
import type { Observation } from '../../observation.ts';

const type = 'AWS::S3::Bucket';
const endpoints = ['RegionalDomainName', 'DomainName', 'DualStackDomainName'];

/** The bucket of the templates whose endpoint a domain surely is. */
export function bucketOf(domain: Value, model: Model): Resource | undefined {
  const buckets = domain.alternatives.map((resolved) => bucketBehind(resolved, model));
  const [first] = buckets;
  return buckets.every((bucket) => bucket === first) ? first : undefined;
}

/** Finds fault with the website endpoint of a bucket. */
export function expectNoWebsite({ domain }: Origin): readonly Observation[] {
  const expected = 'the endpoint of the bucket itself, not of its public website';
  const seen = observe(domain, { expected }, (resolved) => !isWebsiteEndpoint(resolved));
  return seen.status === 'fail' ? [seen] : [];
}

/** The policies of a bucket, those that only some condition attaches to it included. */
export function policiesOf(bucket: Resource, model: Model): readonly Resource[] {
  const { naming, saying } = lookup(model.beside(bucket, 'AWS::S3::BucketPolicy'), 'Bucket');
  const name = bucket.property('BucketName').literal;
  const named = typeof name === 'string' ? saying(name) : [];
  return [...new Set([...naming(bucket), ...named])].filter((policy) =>
    policy.property('Bucket').alternatives.some((resolved) => isBucket(resolved, bucket)),
  );
}

/** Whether a value is the name of the bucket: a reference to it, or the name that it gives itself. */
export function isBucket(resolved: Resolved, bucket: Resource): boolean {
  if (resolved.kind === 'reference') return resolved.resource === bucket;
  return resolved.kind === 'literal' && resolved.value === bucket.property('BucketName').literal;
}

/** Whether a value is a pattern that takes in objects of the bucket. */
export function isObjectsOf(resolved: Resolved, bucket: Resource): boolean {
  if (resolved.kind === 'literal') {
    const name = bucket.property('BucketName').literal;
    return (
      typeof name === 'string' &&
      String(resolved.value).startsWith(`arn:aws:s3:::${name}/`) &&
      String(resolved.value).endsWith('*')
    );
  }
  if (resolved.kind !== 'text') return false;
  const [path, owner] = [resolved.parts.at(-1), resolved.parts.at(-2)];
  return isPartOf(owner, bucket) && typeof path === 'string' && /^\/.*\*$/.test(path);
}

function isPartOf(part: TextPart | undefined, bucket: Resource): boolean {
  return typeof part === 'object' && part.kind === 'reference' && part.resource === bucket;
}

function bucketBehind(resolved: Resolved, model: Model): Resource | undefined {
  if (resolved.kind === 'reference') {
    const { resource, attribute } = resolved;
    return resource.type === type && endpoints.includes(attribute) ? resource : undefined;
  }
  if (resolved.kind === 'text') return bucketIn(resolved.parts);
  const name = resolved.kind === 'literal' ? endpoint.exec(String(resolved.value))?.[1] : undefined;
  return name === undefined ? undefined : lookup(model.ofType(type), 'BucketName').saying(name)[0];
}

const endpoint = /^(.+)\.s3(\.dualstack)?(\.[a-z0-9-]+)?\.amazonaws\.com(\.cn)?$/;

/** `${Bucket}.s3.…`: the name of a bucket, made into its endpoint by hand. */
function bucketIn([name, ...rest]: readonly TextPart[]): Resource | undefined {
  const isName = typeof name === 'object' && name.kind === 'reference' && name.resource.type === type;
  return isName && endpointSuffix.test(rest.map(written).join('')) ? name.resource : undefined;
}

const endpointSuffix = /^\.s3(\.dualstack)?(\.[a-z0-9-]+)?\.amazonaws\.com(\.cn)?$/;

/** The name of a region may be open, the domain of AWS may not. */
function written(part: TextPart): string {
  if (typeof part === 'string') return part;
  return part.kind === 'unknown' && part.why.startsWith('AWS::URLSuffix ') ? 'amazonaws.com' : 'region';
}
