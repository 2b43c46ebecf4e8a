import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { mayReferTo } from '../../../cloudformation/references.ts';
import { textIs } from '../../../cloudformation/texts.ts';

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

/** The CAA record sets for a name, beside a resource; all of them while the name is open. */
export function caaRecords(model: Model, resource: Resource, name: string | undefined): readonly Value[] {
  return ['AWS::Route53::RecordSet', recordGroup]
    .flatMap((type) => model.beside(resource, type))
    .flatMap(recordSets)
    .filter(
      (record) =>
        mayBeCaa(record) &&
        (name === undefined || textIs(record.at('Name'), (text) => sameName(text, name)) !== false),
    );
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
