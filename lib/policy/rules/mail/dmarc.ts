import type { Value } from '../../../cloudformation/model/types.ts';
import { txtSets } from '../../../cloudformation/txt-records.ts';
import { dmarcPolicies } from '../../../contract/mail.ts';
import { type Observation, observation } from '../../observation.ts';
import tags from './dmarc-tags.json' with { type: 'json' };

export type DmarcPolicy = (typeof dmarcPolicies)[number];

/** A DMARC record by its tags, names in lower case. */
type DmarcRecord = ReadonlyMap<string, string>;

/** Where the DMARC record of a name stands. */
export const dmarcPrefix = '_dmarc.';

/** Judges that a record set holds one DMARC record that asks for at least a policy, for the name and for all names below it. */
export function protects(record: Value, least: DmarcPolicy): Observation {
  const wanted = dmarcPolicies.slice(dmarcPolicies.indexOf(least)).map((policy) => `p=${policy}`);
  const expected = `one DMARC record with ${wanted.join(' or ')}, the same or more for names below, and no test mode`;
  const seen = observeDmarc(record, expected, (dmarc) => asksFor(dmarc, least));
  return hasOldTags(record) ? seen.withNote('pct, rf and ri mean nothing any more (RFC 9989)') : seen;
}

/** Judges that somebody is told what receivers saw: without reports nobody learns of forgeries, or of mail that fails by mistake. */
export function reports(record: Value): Observation {
  return observeDmarc(record, 'rua with an address that takes reports', (dmarc) =>
    (dmarc.get('rua') ?? '').split(',').some((uri) => /^mailto:[^@\s]+@[^@\s]+$/i.test(uri.trim())),
  );
}

/** Whether a record set holds, or may hold, a DMARC record. */
export function mayHoldDmarc(record: Value): boolean {
  return txtSets(record.at('ResourceRecords')).some((texts) => texts?.some(isDmarc));
}

function observeDmarc(record: Value, expected: string, judge: (dmarc: DmarcRecord) => boolean): Observation {
  const place = record.at('ResourceRecords');
  const verdicts = txtSets(place).map((texts) => {
    const [first, ...others] = texts?.filter(isDmarc) ?? [];
    if (texts === undefined) return undefined;
    // Receivers that find two records, or one they cannot read, act as if there were none.
    const dmarc = first !== undefined && others.length === 0 ? parse(first) : undefined;
    return dmarc !== undefined && judge(dmarc);
  });
  const status = verdicts.includes(false) ? 'fail' : verdicts.includes(undefined) ? 'unknown' : 'pass';
  return observation(status, place, { expected });
}

function isDmarc(text: string): boolean {
  return /^v\s*=\s*DMARC1\s*(?:;|$)/.test(text);
}

/** Nothing where a part has no known name, no value or a name that came already. */
function parse(text: string): DmarcRecord | undefined {
  const parts = text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const entries = parts.map((part) => {
    const [name = '', ...value] = part.split('=');
    return [name.trim().toLowerCase(), value.join('=').trim()] as const;
  });
  const isReadable = entries.every(([name, value]) => tags.known.includes(name) && value !== '');
  const read = new Map(entries);
  return isReadable && read.size === entries.length ? read : undefined;
}

function asksFor(dmarc: DmarcRecord, least: DmarcPolicy): boolean {
  const own = dmarc.get('p');
  const below = dmarc.get('sp') ?? own;
  const missing = dmarc.get('np') ?? below;
  const isWhole = (dmarc.get('pct') ?? '100') === '100';
  return (
    isWhole && dmarc.get('t') !== 'y' && [own, below, missing].every((policy) => rank(policy) >= rank(least))
  );
}

function rank(policy: string | undefined): number {
  return (dmarcPolicies as readonly (string | undefined)[]).indexOf(policy?.toLowerCase());
}

function hasOldTags(record: Value): boolean {
  return txtSets(record.at('ResourceRecords')).some((texts) =>
    texts?.filter(isDmarc).some((text) => tags.withdrawn.some((tag) => parse(text)?.has(tag))),
  );
}
