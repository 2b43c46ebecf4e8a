import { recordsNamed } from '../../../cloudformation/hosted-zones.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Truth } from '../../../cloudformation/model/truth.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { txtSets } from '../../../cloudformation/txt-records.ts';
import { type Observation, observation } from '../../observation.ts';
import limits from './spf-limits.json' with { type: 'json' };

/** Whether a record set holds, or may hold, an SPF record. */
export function mayHoldSpf(record: Value): boolean {
  return txtSets(record.at('ResourceRecords')).some((texts) => texts?.some(isSpf));
}

/** Judges that a record set holds one SPF record, which names who may send and refuses all others. */
export function refusesOthers(record: Value): Observation {
  const expected = `one SPF record that ends in -all, admits no wide network and needs at most ${limits.lookups} lookups`;
  const seen = observeSpf(record, expected, isStrict);
  const others = includesOf(record).filter((name) => !limits.withoutLookups.includes(name));
  return others.length === 0
    ? seen
    : seen.withNote(`what ${others.join(' and ')} admits in turn was not seen`);
}

/** Judges that the SPF record admits a sender. */
export function admits(record: Value, sender: string): Observation {
  return observeSpf(record, `an SPF record with include:${sender}`, (terms) =>
    terms.some((term) => term.replace(/^\+/, '') === `include:${sender}`),
  );
}

/** Whether the names beside a resource say of one that nobody sends mail from it. */
export function isSaidToSendNone(name: string, beside: Resource, model: Model): boolean {
  return recordsNamed(model, beside, { type: 'TXT', name }).some((record) => {
    const sets = txtSets(record.at('ResourceRecords'));
    return sets.length > 0 && sets.every((texts) => texts?.filter(isSpf).join() === 'v=spf1 -all');
  });
}

function observeSpf(
  record: Value,
  expected: string,
  judge: (terms: readonly string[]) => Truth,
): Observation {
  const place = record.at('ResourceRecords');
  const verdicts = txtSets(place).map((texts) => {
    const [first, ...others] = texts?.filter(isSpf) ?? [];
    if (texts === undefined) return undefined;
    // With two records receivers give up (RFC 7208, 4.5).
    return first !== undefined && others.length === 0 && judge(termsOf(first));
  });
  const status = verdicts.includes(false) ? 'fail' : verdicts.includes(undefined) ? 'unknown' : 'pass';
  return observation(status, place, { expected });
}

function isSpf(text: string): boolean {
  return /^v=spf1(?: |$)/i.test(text);
}

function termsOf(text: string): readonly string[] {
  return text.toLowerCase().split(' ').filter(Boolean).slice(1);
}

function isStrict(terms: readonly string[]): Truth {
  const mechanisms = terms.filter((term) => !/^(?:redirect|exp)=/.test(term));
  const lookups = terms.filter((term) => /^[+?~-]?(?:include:|exists:|a\b|mx\b|ptr\b)|^redirect=/.test(term));
  const isBounded = lookups.length <= limits.lookups && !mechanisms.some(isWide);
  const isReadable = mechanisms.every((term) =>
    /^[+?~-]?(?:all|include:.+|exists:.+|(?:a|mx|ptr)(?:[:/].+)?|ip[46]:.+)$/.test(term),
  );
  if (mechanisms.at(-1) !== '-all' || !isBounded || !isReadable) return false;
  // Macros make names of what the sender says, so that any sender may be admitted.
  return terms.some((term) => term.includes('%{')) ? undefined : true;
}

/** A network that holds strangers, or an admission of everybody. */
function isWide(term: string): boolean {
  if (/^[+?~]?all$/.test(term)) return true;
  const [, kind = '', length] = /^[+?~]?(ip4|ip6|a|mx)\b[^/]*(?:\/(\d+))?/.exec(term) ?? [];
  if (length === undefined) return false;
  return Number(length) < (kind === 'ip6' ? limits.shortestPrefix.ip6 : limits.shortestPrefix.ip4);
}

function includesOf(record: Value): readonly string[] {
  const terms = txtSets(record.at('ResourceRecords')).flatMap(
    (texts) => texts?.filter(isSpf).flatMap(termsOf) ?? [],
  );
  return [...new Set(terms.flatMap((term) => /^[+?~-]?(?:include:|redirect=)(.+)$/.exec(term)?.[1] ?? []))];
}
