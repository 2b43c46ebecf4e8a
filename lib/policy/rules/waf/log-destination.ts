import { own } from '../../../cloudformation/model/json.ts';
import type { Reference, Resolved, Value } from '../../../cloudformation/model/types.ts';
import { observe, type Verdict } from '../../expect.ts';
import { type Observation, observation } from '../../observation.ts';

/** AWS WAF refuses destinations with any other name. */
const prefix = 'aws-waf-logs-';

/** Where a destination of each type has its name. */
const names: Readonly<Record<string, string>> = {
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::KinesisFirehose::DeliveryStream': 'DeliveryStreamName',
};

const places = [':log-group:', ':s3:::', ':deliverystream/'];

/** Judges the one destination of a logging configuration, and the name of the resource that it is. */
export function expectLogDestination(list: Value): readonly Observation[] {
  const expected = `the ARN of a log group, bucket or stream whose name starts with ${prefix}`;
  return list.each().flatMap((one) => {
    if (!one.isDecidedList) return [observation('unknown', one, { expected: `a list with ${expected}` })];
    const items = one.items();
    if (items.length === 0) return [observation('fail', one, { expected: `a list with ${expected}` })];
    return items.flatMap((item) => [
      observe(item, { expected }, isDestination),
      ...item.alternatives.flatMap((resolved) => named(resolved)),
    ]);
  });
}

function named(resolved: Resolved): readonly Observation[] {
  const destination = destinationOf(resolved);
  const property = destination && own(names, destination.resource.type);
  if (!destination || property === undefined) return [];
  return [
    observe(
      destination.resource.property(property),
      { expected: `a name that starts with ${prefix}` },
      (name) =>
        name.kind === 'unknown' || name.kind === 'reference' ? undefined : textOf(name).startsWith(prefix),
    ),
  ];
}

function isDestination(resolved: Resolved): Verdict {
  if (resolved.kind === 'unknown') return undefined;
  if (destinationOf(resolved)) return true;
  if (resolved.kind === 'reference' || resolved.kind === 'absent') return false;
  const text = textOf(resolved);
  return text.startsWith('arn:') && places.some((place) => text.includes(`${place}${prefix}`));
}

/** The resource whose ARN this is: taken whole, or put together from its name. */
function destinationOf(resolved: Resolved): Reference | undefined {
  const parts = resolved.kind === 'text' ? resolved.parts : [resolved];
  return parts.find(
    (part): part is Reference =>
      typeof part !== 'string' &&
      part.kind === 'reference' &&
      own(names, part.resource.type) !== undefined &&
      isNameOrArn(part, resolved),
  );
}

/** The ARN stands for itself; in longer text the name may stand too. */
function isNameOrArn({ attribute }: Reference, whole: Resolved): boolean {
  return attribute === 'Arn' || (whole.kind === 'text' && attribute === 'Ref');
}

function textOf(resolved: Resolved): string {
  if (resolved.kind === 'literal') return String(resolved.value);
  if (resolved.kind !== 'text') return '';
  return resolved.parts.map((part) => (typeof part === 'string' ? part : '?')).join('');
}
