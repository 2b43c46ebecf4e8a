import { groupBy } from '../group-by.ts';
import { memoized } from '../memoized.ts';
import { lookup } from './lookup.ts';
import type { Model } from './model/model.ts';
import type { Resource, Value } from './model/types.ts';
import { mayReferTo } from './references.ts';
import { textIs } from './texts.ts';

/** A hosted zone that the internet asks; one with a VPC only answers inside it. */
export function isPublic(zone: Resource): boolean {
  return zone
    .property('VPCs')
    .each()
    .some(({ isAbsent, literal }) => isAbsent || isEmpty(literal));
}

/** Host names as DNS compares them. */
export function sameName(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

/** The record sets of a resource, which is one itself or a group of them. */
export function recordSets(resource: Resource): readonly Value[] {
  if (resource.type !== recordGroup) return [resource.attribute('Properties')];
  const list = resource.property('RecordSets');
  return list.isDecidedList ? list.items() : [list];
}

export const recordGroup = 'AWS::Route53::RecordSetGroup';

/** The types of resources that records stand in. */
export const recordTypes = ['AWS::Route53::RecordSet', recordGroup] as const;

/** A type of records that rules ask about. */
export type RecordType = 'A' | 'AAAA' | 'CAA' | 'CNAME' | 'MX' | 'TXT';

/** Whether a record set is, or may be, one of a type. */
export function mayBeOf(type: RecordType, record: Value): boolean {
  return textIs(record.at('Type'), (written) => written === type) !== false;
}

/** The record sets of a type beside a resource that are, or may be, those of a name. */
export function recordsNamed(
  model: Model,
  resource: Resource,
  { type, name }: { readonly type: RecordType; readonly name: string },
): readonly Value[] {
  return recordTypes.flatMap((each) => {
    const { byName, open } = sorted[type](model.beside(resource, each));
    return [...(byName.get(plain(name)) ?? []), ...open];
  });
}

/** The record sets of a type that refer, or may refer, to a zone. */
export function recordsInZone(model: Model, zone: Resource, type: RecordType): readonly Value[] {
  return recordTypes.flatMap((each) => {
    const { naming, open } = lookup(model.beside(zone, each), 'HostedZoneId');
    return [...naming(zone), ...open].flatMap(recordSets).filter((record) => mayBeOf(type, record));
  });
}

/** Sorted once for a model: asking each zone about each record takes the square of their number. */
const sortedBy = (type: RecordType) =>
  memoized((resources: readonly Resource[]) => {
    const records = resources.flatMap(recordSets).filter((record) => mayBeOf(type, record));
    const open = records.filter((record) => nameOf(record) === undefined);
    const named = records.filter((record) => nameOf(record) !== undefined);
    return { byName: groupBy(named, (record) => nameOf(record) ?? ''), open };
  });

const sorted = {
  A: sortedBy('A'),
  AAAA: sortedBy('AAAA'),
  CAA: sortedBy('CAA'),
  CNAME: sortedBy('CNAME'),
  MX: sortedBy('MX'),
  TXT: sortedBy('TXT'),
};

/** The name of a record set as DNS compares names; nothing where only the deployment knows it. */
export function nameOf(record: Value): string | undefined {
  const { literal } = record.at('Name');
  const isWritten = typeof literal === 'string';
  return isWritten ? plain(literal) : undefined;
}

/** Whether a record set is, or may be, in the zone. */
export function mayBeIn({ resource }: Value, zone: Resource): boolean {
  const id = resource.property('HostedZoneId');
  if (!id.isAbsent) return mayReferTo(id, zone) || id.alternatives.some(({ kind }) => kind === 'unknown');
  const [own, wanted] = [resource.property('HostedZoneName').literal, zone.property('Name').literal];
  return typeof own === 'string' && typeof wanted === 'string' && sameName(own, wanted);
}

function isEmpty(literal: unknown): boolean {
  return Array.isArray(literal) && literal.length === 0;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}
