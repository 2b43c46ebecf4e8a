import { dayAfter } from '../../calendar-day.ts';
import { kit } from '../../contract/kit-decisions.ts';
import { isScanner, mostScannerAddresses } from '../../contract/scanner.ts';
import { addressesIn } from '../../ipv4-blocks.ts';
import { type Mistake, mistake, type Path, quoted } from '../mistake.ts';
import type { EnvironmentConfig } from '../storefront-config.ts';
import type { EnvironmentRule } from './rule.ts';

/** Longest time that an exception lasts, in days. */
const longest = { count: 30, scanner: 14 } as const;

/** What somebody agreed to for a while, as far as the file says it. */
interface Exception {
  readonly place: Path;
  readonly kind: keyof typeof longest;
  readonly entry: {
    readonly owner?: string | undefined;
    readonly approver?: string | undefined;
    readonly from?: string | undefined;
    readonly until?: string | undefined;
  };
}

function exceptionsOf({ firewall }: Parameters<EnvironmentRule>[0], path: Path): readonly Exception[] {
  const counts = (firewall?.count ?? []).map(
    (entry, index): Exception => ({ place: placeOf(path, index), kind: 'count', entry: entry ?? {} }),
  );
  const scanner = firewall?.scanner;
  return scanner ? [...counts, { place: scannerOf(path), kind: 'scanner', entry: scanner }] : counts;
}

/** Who looks after an exception of the firewall does not agree to it, and neither does the kit. */
export const exceptionApprovedByAnother: EnvironmentRule = (environment, path) =>
  exceptionsOf(environment, path).flatMap(({ place, entry }) => {
    const approver = entry.approver?.trim().toLowerCase();
    if (approver === undefined || ![kit, entry.owner?.trim().toLowerCase()].includes(approver)) return [];
    const remedy = 'write somebody else of the shop: who owns an exception does not approve it';
    return [mistake([...place, 'approver'], quoted(entry.approver ?? ''), remedy)];
  });

const lasting = { count: 'a rule that counts', scanner: 'a scanner that is let through' } as const;

/** What is excepted for longer is forgotten, and stops nobody for as long. */
export const exceptionEndsInTime: EnvironmentRule = (environment, path) =>
  exceptionsOf(environment, path).flatMap(({ place, kind, entry: { from, until } }) => {
    if (from === undefined || until === undefined) return [];
    const last = dayAfter(from, longest[kind]);
    if (until >= from && until <= last) return [];
    const found = `${quoted(until)} for ${lasting[kind]} from ${from}`;
    return [mistake([...place, 'until'], found, `write a day from ${from} to ${last}`)];
  });

/** A wide exception is none for a scanner: whoever rents an address in it is let through as well. */
export const scannerIsNarrow: EnvironmentRule = ({ firewall }, path) => {
  const blocks = (firewall?.scanner?.addresses ?? []).filter((block) => block !== undefined);
  if (isScanner(blocks)) return [];
  const remedy = `write those of the scan alone, at most ${mostScannerAddresses}`;
  return [mistake([...scannerOf(path), 'addresses'], `${addressesIn(blocks)} addresses`, remedy)];
};

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
  const counts = firewall.count.flatMap(({ rule, ...days }, index) => {
    if (isWithin(days, today)) return [];
    const found = `${quoted(rule)}, which counts from ${days.from} to ${days.until}, on ${today}`;
    const remedy = 'remove it, so that it blocks, or agree on new days with its approver';
    return [mistake(placeOf(path, index), found, remedy)];
  });
  const { scanner } = firewall;
  if (!scanner || isWithin(scanner, today)) return counts;
  const found = `a scanner that is let through from ${scanner.from} to ${scanner.until}, on ${today}`;
  const remedy = 'remove it, so that every rule stops it, or agree on new days with its approver';
  return [...counts, mistake(scannerOf(path), found, remedy)];
}

function isWithin({ from, until }: { readonly from: string; readonly until: string }, today: string) {
  return today >= from && today <= until;
}

function placeOf(path: Path, index: number): Path {
  return [...path, 'firewall', 'count', index];
}

function scannerOf(path: Path): Path {
  return [...path, 'firewall', 'scanner'];
}
