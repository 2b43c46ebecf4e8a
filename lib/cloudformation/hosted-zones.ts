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

/** Whether a record set is, or may be, one that tells who may issue certificates. */
export function mayBeCaa(record: Value): boolean {
  return textIs(record.at('Type'), (type) => type === 'CAA') !== false;
}

/** The CAA record sets beside a resource that are, or may be, those of a name. */
export function caaRecords(model: Model, resource: Resource, name: string): readonly Value[] {
  return ['AWS::Route53::RecordSet', recordGroup].flatMap((type) => {
    const { byName, open } = caaRecordsIn(model.beside(resource, type));
    return [...(byName.get(plain(name)) ?? []), ...open];
  });
}

/** The CAA record sets that refer, or may refer, to a zone. */
export function caaRecordsInZone(model: Model, zone: Resource): readonly Value[] {
  return ['AWS::Route53::RecordSet', recordGroup].flatMap((type) => {
    const { naming, open } = lookup(model.beside(zone, type), 'HostedZoneId');
    return [...naming(zone), ...open].flatMap(recordSets).filter(mayBeCaa);
  });
}

/** Sorted once for a model: asking each zone about each record takes the square of their number. */
const caaRecordsIn = memoized((resources: readonly Resource[]) => {
  const records = resources.flatMap(recordSets).filter(mayBeCaa);
  const open = records.filter((record) => nameOf(record) === undefined);
  const named = records.filter((record) => nameOf(record) !== undefined);
  return { byName: groupBy(named, (record) => nameOf(record) ?? ''), open };
});

function nameOf(record: Value): string | undefined {
  const { literal } = record.at('Name');
  // A dynamic reference is replaced at deployment, by a name that stands in no template.
  const isWritten = typeof literal === 'string' && !literal.includes('{{resolve:');
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
