import { isRecord, own } from './model/json.ts';
import type { Resource, Value } from './model/types.ts';
import { valueAt } from './model/value.ts';
import file from './outlets.json' with { type: 'json' };
import { textIs } from './texts.ts';
import { valuesAt } from './value-paths.ts';

type Places = Readonly<Record<string, readonly string[]>>;

const sole: Places = file.sole;
const side: Places = file.side;
const beyond: Places = file.beyondAws;

/** Subscriptions of every log group of an account, written as text within a policy. */
const accountPolicy = 'AWS::Logs::AccountPolicy';

/** Every type by which AWS hands data on. */
export const outletTypes: readonly string[] = [
  ...new Set([...Object.keys(sole), ...Object.keys(side), ...Object.keys(beyond), accountPolicy]),
];

/** Whether handing data on is all that a type does. */
export function isSoleOutlet({ type }: Resource): boolean {
  return own(sole, type) !== undefined;
}

/** Where a resource names what takes its data, as far as something is written there. */
export function outletsOf(resource: Resource): readonly Value[] {
  if (resource.type === accountPolicy) return subscribed(resource);
  const paths = [...(own(sole, resource.type) ?? []), ...(own(side, resource.type) ?? [])];
  return paths
    .filter((path) => path !== 'Endpoint' || !isForPeople(resource))
    .flatMap((path) => valuesAt(resource, path))
    .filter(({ isAbsent }) => !isAbsent);
}

/** Settings by which a resource sends data out of AWS altogether. */
export function outletsBeyondAws(resource: Resource): readonly Value[] {
  return (own(beyond, resource.type) ?? [])
    .map((path) => resource.property(path))
    .filter(({ isAbsent }) => !isAbsent);
}

/** A subscription that tells people something hands on what was written for them. */
function isForPeople(subscription: Resource): boolean {
  return (
    textIs(subscription.property('Protocol'), (protocol) => file.protocolsOfPeople.includes(protocol)) ===
    true
  );
}

function subscribed(policy: Resource): readonly Value[] {
  const kind = textIs(policy.property('PolicyType'), (type) => type === 'SUBSCRIPTION_FILTER_POLICY');
  if (kind === false) return [];
  const document = policy.property('PolicyDocument');
  const { literal } = document;
  const parsed = typeof literal === 'string' ? parsedRecord(literal) : undefined;
  return [parsed ? valueAt(policy, document.path, parsed['DestinationArn']) : document];
}

function parsedRecord(text: string) {
  try {
    const parsed: unknown = JSON.parse(text);
    return isRecord(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}
