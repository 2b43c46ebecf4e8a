import { kit } from '../../contract/kit-decisions.ts';
import { type Mistake, mistake, type Path, quoted } from '../mistake.ts';
import type { EnvironmentConfig } from '../storefront-config.ts';
import type { EnvironmentRule } from './rule.ts';

/** Longest time that a managed rule may count instead of blocking, in days. */
const longestCount = 30;

/** Who looks at what a rule counts does not agree to it, and neither does the kit. */
export const countApprovedByAnother: EnvironmentRule = ({ firewall }, path) =>
  (firewall?.count ?? []).flatMap((entry, index) => {
    const approver = entry?.approver?.trim().toLowerCase();
    if (approver === undefined || ![kit, entry?.owner?.trim().toLowerCase()].includes(approver)) return [];
    const remedy = 'write somebody else of the shop: who owns an exception does not approve it';
    return [mistake([...placeOf(path, index), 'approver'], quoted(entry?.approver ?? ''), remedy)];
  });

/** What counts longer than a month is forgotten, and blocks nothing for as long. */
export const countEndsInTime: EnvironmentRule = ({ firewall }, path) =>
  (firewall?.count ?? []).flatMap((entry, index) => {
    const { from, until } = entry ?? {};
    if (from === undefined || until === undefined) return [];
    const last = dayAfter(from, longestCount);
    if (until >= from && until <= last) return [];
    const found = `${quoted(until)} for a rule that counts from ${from}`;
    return [mistake([...placeOf(path, index), 'until'], found, `write a day from ${from} to ${last}`)];
  });

/** A rule counts once, and not beside its whole group. */
export const countedOnce: EnvironmentRule = ({ firewall }, path) => {
  const names = (firewall?.count ?? []).map((entry) => entry?.rule);
  return names.flatMap((name, index) => {
    const others = names.filter((_, other) => other !== index);
    const isTwice = name !== undefined && names.indexOf(name) < index;
    const group = name?.split('/', 1)[0];
    const isInGroup = name !== group && others.includes(group);
    if (!isTwice && !isInGroup) return [];
    const found = `${quoted(name ?? '')}, which counts already`;
    return [mistake([...placeOf(path, index), 'rule'], found, 'remove one of the two')];
  });
};

/** What is wrong with the days of an environment's firewall on the day of a synthesis, `YYYY-MM-DD`. */
export function outOfTime({ firewall }: EnvironmentConfig, path: Path, today: string): readonly Mistake[] {
  return firewall.count.flatMap(({ rule, from, until }, index) => {
    if (today >= from && today <= until) return [];
    const found = `${quoted(rule)}, which counts from ${from} to ${until}, on ${today}`;
    return [
      mistake(
        placeOf(path, index),
        found,
        'remove it, so that it blocks, or agree on new days with its approver',
      ),
    ];
  });
}

function placeOf(path: Path, index: number): Path {
  return [...path, 'firewall', 'count', index];
}

function dayAfter(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
