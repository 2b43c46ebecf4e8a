import authorities from '../../../aws/certificate-authorities.json' with { type: 'json' };
import { sameName } from '../../../cloudformation/hosted-zones.ts';
import { all, some } from '../../../cloudformation/model/truth.ts';
import type { Value } from '../../../cloudformation/model/types.ts';
import { holdsOnly, textIs } from '../../../cloudformation/texts.ts';
import { expectOneOf, observe, observeList } from '../../expect.ts';
import type { Observation } from '../../observation.ts';

/** Judges that a record set is the CAA record set of `name`. */
export function isCaaFor(record: Value, name: string | undefined): readonly Observation[] {
  return [
    expectOneOf(record.at('Type'), ['CAA']),
    observe(record.at('Name'), { expected: name ?? 'the name of the zone' }, (resolved) =>
      resolved.kind === 'literal' && name !== undefined ? sameName(String(resolved.value), name) : undefined,
    ),
  ];
}

/** Judges that a CAA record set lets no authority but Amazon's issue certificates. */
export function issuers(record: Value): Observation {
  const expected = 'issue entries for Amazon and for nobody else';
  return observeList(record.at('ResourceRecords'), { expected }, (records) =>
    all([
      holdsOnly(records, isRestrictive),
      some(
        records.map((one) => {
          const names = textIs(one, isIssue);
          return names && one.isOptional ? undefined : names;
        }),
      ),
    ]),
  );
}

/** `0 issue "amazon.com"`: a flag, a tag, and who may; `;` is nobody. */
const entry = /^(\d+)\s+(issue|issuewild|iodef)\s+"([^"]*)"$/;

function isRestrictive(text: string): boolean {
  const [, , tag, value = ''] = entry.exec(text.trim()) ?? [];
  if (tag === undefined) return false;
  return tag === 'iodef' || isAmazon(value) || value.trim() === ';';
}

function isIssue(text: string): boolean {
  const [, , tag, value = ''] = entry.exec(text.trim()) ?? [];
  return tag === 'issue' && (isAmazon(value) || value.trim() === ';');
}

function isAmazon(value: string): boolean {
  const [authority = ''] = value.split(';');
  return authorities.amazon.includes(authority.trim().toLowerCase());
}
