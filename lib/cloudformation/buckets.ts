import { type Attachment, attachmentsOf, isNameOf } from './attachments.ts';
import { lookup } from './lookup.ts';
import type { Model } from './model/model.ts';
import { asParts } from './model/resolved.ts';
import { all, type Truth } from './model/truth.ts';
import type { Resolved, Resource, TextPart, Value } from './model/types.ts';
import { referenced } from './references.ts';
import { escaped } from './wildcards.ts';

export const bucketType = 'AWS::S3::Bucket';
const endpoints = ['RegionalDomainName', 'DomainName', 'DualStackDomainName'];

/** The bucket of the templates whose endpoint a domain surely is. */
export function bucketOf(domain: Value, model: Model): Resource | undefined {
  const buckets = domain.alternatives.map((resolved) => bucketBehind(resolved, model));
  const [first] = buckets;
  return buckets.every((bucket) => bucket === first) ? first : undefined;
}

/** How a policy names its bucket. */
export const bucketPolicies: Attachment = {
  type: 'AWS::S3::BucketPolicy',
  path: 'Bucket',
  name: 'BucketName',
};

/** The policies of a bucket, those that only some condition attaches to it included. */
export function policiesOf(bucket: Resource, model: Model): readonly Resource[] {
  return attachmentsOf(model, bucket, bucketPolicies);
}

/** Whether the bucket of a policy is among the templates. */
export function hasItsBucket(policy: Resource, model: Model): boolean {
  return bucketOfPolicy(policy, model) !== undefined;
}

/** The bucket of a policy, where it is among the templates. */
export function bucketOfPolicy(policy: Resource, model: Model): Resource | undefined {
  const value = policy.property('Bucket');
  const { literal } = value;
  const named = referenced(value);
  if (named?.type === bucketType) return named;
  if (typeof literal === 'string') return lookup(model.ofType(bucketType), 'BucketName').saying(literal)[0];
  return policy.template
    .ofType(bucketType)
    .find((bucket) => isNameOf(value, bucket, bucketPolicies) === true);
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
    return resource.type === bucketType && endpoints.includes(attribute) ? resource : undefined;
  }
  if (resolved.kind === 'text') return bucketIn(resolved.parts);
  const name = resolved.kind === 'literal' ? endpoint.exec(String(resolved.value))?.[1] : undefined;
  return name === undefined ? undefined : lookup(model.ofType(bucketType), 'BucketName').saying(name)[0];
}

const endpoint = /^(.+)\.s3(\.dualstack)?(\.[a-z0-9-]+)?\.amazonaws\.com(\.cn)?$/;

/** `${Bucket}.s3.…`: the name of a bucket, made into its endpoint by hand. */
function bucketIn([name, ...rest]: readonly TextPart[]): Resource | undefined {
  const isName = typeof name === 'object' && name.kind === 'reference' && name.resource.type === bucketType;
  return isName && endpointSuffix.test(rest.map(written).join('')) ? name.resource : undefined;
}

const endpointSuffix = /^\.s3(\.dualstack)?(\.[a-z0-9-]+)?\.amazonaws\.com(\.cn)?$/;

/** The name of a region may be open, the domain of AWS may not. */
function written(part: TextPart): string {
  if (typeof part === 'string') return part;
  return part.kind === 'unknown' && part.why.startsWith('AWS::URLSuffix ') ? 'amazonaws.com' : 'region';
}

/** The bucket and its objects, as the resources of a policy that has to cover both. */
export function bucketParts(bucket: Resource) {
  return [
    { name: 'the bucket', isCovered: (resource: Value) => covers(resource, bucket, ['', '*']) },
    { name: 'its objects', isCovered: (resource: Value) => covers(resource, bucket, ['/*', '*']) },
  ];
}

function covers(resource: Value, bucket: Resource, tails: readonly string[]): Truth {
  if (isSameName(resource, bucket, tails)) return true;
  return all(
    resource.alternatives.map((resolved): Truth => {
      if (resolved.kind === 'unknown') return undefined;
      if (resolved.kind === 'literal' && resolved.value === '*') return true;
      const tail = afterArn(resolved, bucket);
      return tail !== undefined && tails.includes(tail);
    }),
  );
}

/** Whether an ARN is made of whatever the bucket's name is made of, a parameter for example: then one is open as the other is. */
function isSameName(resource: Value, bucket: Resource, tails: readonly string[]): boolean {
  const name = bucket.property('BucketName');
  if (name.isAbsent) return false;
  const names = name.alternatives.map((one) => asParts(one).map(spelled).join(''));
  const texts = resource.alternatives.map((one) => asParts(one).map(spelled).join(''));
  const isMadeOf = (text: string, one: string) =>
    tails.some((tail) => new RegExp(`^arn:.*:s3:::${escaped(one + tail)}$`, 's').test(text));
  return (
    resource.resource.template === bucket.template &&
    texts.length === names.length &&
    texts.every((text, index) => isMadeOf(text, names[index] ?? ''))
  );
}

function spelled(part: TextPart): string {
  if (typeof part === 'string') return part;
  return part.kind === 'unknown' ? `{${part.why}}` : `{${part.resource.logicalId}.${part.attribute}}`;
}

/** What follows the bucket's ARN; nothing where it is no ARN of this bucket. */
function afterArn(resolved: Resolved, bucket: Resource): string | undefined {
  if (resolved.kind === 'reference') return isArn(resolved, bucket) ? '' : undefined;
  if (resolved.kind === 'literal') return afterName(String(resolved.value), bucket);
  if (resolved.kind !== 'text') return undefined;
  const index = resolved.parts.findIndex(
    (part, at) => isArn(part, bucket) || isNameInArn(resolved.parts, at, bucket),
  );
  const rest = resolved.parts.slice(index + 1);
  return index >= 0 && rest.every((part) => typeof part === 'string') ? rest.join('') : undefined;
}

function isArn(part: TextPart | Resolved, bucket: Resource): boolean {
  return (
    typeof part !== 'string' &&
    part.kind === 'reference' &&
    part.resource === bucket &&
    part.attribute === 'Arn'
  );
}

/** `arn:aws:s3:::` followed by a Ref of the bucket. */
function isNameInArn(parts: readonly TextPart[], index: number, bucket: Resource): boolean {
  const [before, part] = [parts[index - 1], parts[index]];
  const isName =
    typeof part === 'object' &&
    part.kind === 'reference' &&
    part.resource === bucket &&
    part.attribute === 'Ref';
  return isName && typeof before === 'string' && before.endsWith(':s3:::');
}

function afterName(text: string, bucket: Resource): string | undefined {
  const name = bucket.property('BucketName').literal;
  const [, rest] = typeof name === 'string' ? text.split(`:s3:::${name}`) : [];
  return rest;
}
