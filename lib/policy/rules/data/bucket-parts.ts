import type { Resolved, Resource, TextPart, Value } from '../../../cloudformation/model/types.ts';
import type { Verdict } from '../../expect.ts';

/** The bucket and its objects, as the resources of a policy that has to cover both. */
export function bucketParts(bucket: Resource) {
  return [
    { name: 'the bucket', isCovered: (resource: Value) => covers(resource, bucket, ['', '*']) },
    { name: 'its objects', isCovered: (resource: Value) => covers(resource, bucket, ['/*', '*']) },
  ];
}

function covers(resource: Value, bucket: Resource, tails: readonly string[]): Verdict {
  const verdicts = resource.alternatives.map((resolved): Verdict => {
    if (resolved.kind === 'unknown') return undefined;
    if (resolved.kind === 'literal' && resolved.value === '*') return true;
    const tail = afterArn(resolved, bucket);
    return tail !== undefined && tails.includes(tail);
  });
  if (verdicts.includes(false)) return false;
  return verdicts.includes(undefined) ? undefined : true;
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
