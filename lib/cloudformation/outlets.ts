import { isRecord, own, parsedJson } from './model/json.ts';
import type { Resource, Value } from './model/types.ts';
import { valueAt } from './model/value.ts';
import file from './outlets.json' with { type: 'json' };
import { textIs } from './texts.ts';
import { valuesAt } from './value-paths.ts';

type Places = Readonly<Record<string, readonly string[]>>;

const sole: Places = file.sole;
const side: Places = file.side;
const beyond: Places = file.beyondAws;
const buckets: Places = file.buckets;

/** Subscriptions of every log group of an account, written as text within a policy. */
const accountPolicy = 'AWS::Logs::AccountPolicy';

/** Every type by which AWS hands data on to something with an ARN. */
export const outletTypes: readonly string[] = [
  ...new Set([...Object.keys(sole), ...Object.keys(side), accountPolicy]),
];

const subscriptionType = 'AWS::SNS::Subscription';
const topicType = 'AWS::SNS::Topic';

/** Every type by which data leaves AWS, or goes to a bucket that has no account in its name. */
export const unnamedOutletTypes: readonly string[] = [
  ...new Set([...Object.keys(beyond), ...Object.keys(buckets), subscriptionType, topicType]),
];

/** Whether handing data on is all that a type does. */
export function isSoleOutlet({ type }: Resource): boolean {
  return own(sole, type) !== undefined;
}

/** Where a resource names what takes its data, as far as something is written there. */
export function outletsOf(resource: Resource): readonly Value[] {
  if (resource.type === accountPolicy) return subscribed(resource);
  const paths = [...(own(sole, resource.type) ?? []), ...(own(side, resource.type) ?? [])];
  const people = endpointsForPeople(resource).map(({ path }) => path);
  return paths
    .flatMap((path) => valuesAt(resource, path))
    .filter(({ isAbsent, path }) => !isAbsent && !people.includes(path));
}

/** Settings by which a resource sends data out of AWS altogether. */
export function outletsBeyondAws(resource: Resource): readonly Value[] {
  return writtenAt(resource, own(beyond, resource.type) ?? []);
}

/** Where a resource names a bucket that takes its data without the account that the bucket belongs to. */
export function bucketsFedBy(resource: Resource): readonly Value[] {
  return writtenAt(resource, own(buckets, resource.type) ?? []);
}

function writtenAt(resource: Resource, paths: readonly string[]): readonly Value[] {
  return paths.flatMap((path) => valuesAt(resource, path)).filter(({ isAbsent }) => !isAbsent);
}

/** The receivers outside AWS of a topic or a subscription: people, and servers of whoever it is. */
export function endpointsForPeople(resource: Resource): readonly Value[] {
  if (resource.type !== subscriptionType && resource.type !== topicType) return [];
  const subscriptions =
    resource.type === topicType ? valuesAt(resource, 'Subscription[]') : [resource.attribute('Properties')];
  return subscriptions
    .filter((one) => textIs(one.at('Protocol'), (protocol) => file.protocolsOfPeople.includes(protocol)))
    .map((one) => one.at('Endpoint'));
}

function subscribed(policy: Resource): readonly Value[] {
  const kind = textIs(policy.property('PolicyType'), (type) => type === 'SUBSCRIPTION_FILTER_POLICY');
  if (kind === false) return [];
  const document = policy.property('PolicyDocument');
  const { literal } = document;
  const parsed = typeof literal === 'string' ? parsedJson(literal) : undefined;
  return [isRecord(parsed) ? valueAt(policy, document.path, parsed['DestinationArn']) : document];
}
