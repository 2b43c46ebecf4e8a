import { dayAfter } from '../../calendar-day.ts';
import type { Period } from '../evidence.ts';
import type { Obligation } from '../scope/obligations.ts';
import type { EvidenceRecord } from './record.ts';

/**
 * How an obligation stands on a day: `current` where its records leave no day of the period uncovered until then, `overdue` where the next one
 * should be there already, `incomplete` where an earlier one is missing, `none` without any record.
 */
export type StandingState = 'current' | 'overdue' | 'incomplete' | 'none';

/** How an obligation stands, and because of which records. */
export interface Standing {
  readonly state: StandingState;
  /** The day by which it has to be done again, counted from the first day of the period where nothing was done; nothing where only an event asks for it. */
  readonly due?: string;
  /** What the records say, as a sentence. */
  readonly said: string;
  /** The records that count, the newest last. */
  readonly records: readonly EvidenceRecord[];
}

interface StandingInput {
  readonly records: readonly EvidenceRecord[];
  readonly environment: string;
  readonly period: Period;
  /** The day on which it is judged. */
  readonly asOf: string;
}

/** How an obligation of an environment stands by the records of a team. Records of later days do not count, and none that failed. */
export function standingOf(
  obligation: Obligation,
  { records, environment, period, asOf }: StandingInput,
): Standing {
  const until = records
    .filter((record) => (record.environment ?? environment) === environment && record.date <= asOf)
    .toSorted((one, other) => (one.date < other.date ? -1 : 1));
  const own = until.filter(({ kind, result }) => kind === obligation.record && result !== 'failed');
  const last = own.at(-1);
  const { everyDays, event } = obligation;
  if (!last) return { ...unrecorded(everyDays, period, asOf), records: own };
  const change = until.findLast(({ kind }) => kind === event);
  if (change && last.date < change.date) {
    const said = `Last recorded on ${last.date}, and not after the change of ${change.date} (${change.about ?? ''}).`;
    return { state: 'overdue', said, records: own };
  }
  if (everyDays === undefined) return { ...afterEvent(last, change), records: own };
  return { ...regular(obligation, everyDays, { own, last, period, asOf }), records: own };
}

/** Whoever has no record of it was to do it first within so many days of the period. */
function unrecorded(
  everyDays: number | undefined,
  { from }: Period,
  asOf: string,
): Omit<Standing, 'records'> {
  const said = 'No record shows it.';
  if (everyDays === undefined) return { state: 'none', said };
  const due = dayAfter(from, everyDays);
  return {
    state: 'none',
    due,
    said: due < asOf ? `${said} The first of the period was due by ${due}.` : said,
  };
}

/** What only follows an event is current where the events are recorded: that all of them are, nobody can show. */
function afterEvent(
  { date }: EvidenceRecord,
  change: EvidenceRecord | undefined,
): Pick<Standing, 'state' | 'said'> {
  return change
    ? { state: 'current', said: `Last recorded on ${date}, after the change of ${change.date}.` }
    : {
        state: 'incomplete',
        said: `Last recorded on ${date}; whether it followed each event is not assessed.`,
      };
}

interface Regular {
  readonly own: readonly EvidenceRecord[];
  readonly last: EvidenceRecord;
  readonly period: Period;
  readonly asOf: string;
}

function regular(
  { atLeastYearly }: Obligation,
  everyDays: number,
  { own, last, period, asOf }: Regular,
): Omit<Standing, 'records'> {
  const due = earlier(dayAfter(last.date, everyDays), last.until);
  if (due < asOf)
    return { state: 'overdue', due, said: `Last recorded on ${last.date}, it was due by ${due}.` };
  const gap = gapIn(own, everyDays, { from: period.from, to: earlier(period.to, asOf) });
  if (gap)
    return {
      state: 'incomplete',
      due,
      said: `Between ${gap.from} and ${gap.to} it is not recorded often enough.`,
    };
  const since = dayAfter(asOf, -365);
  const inYear = own.filter(({ date }) => date > since).length;
  if (atLeastYearly !== undefined && inYear < atLeastYearly) {
    return {
      state: 'incomplete',
      due,
      said: `${inYear} of ${atLeastYearly} in the twelve months until ${asOf}.`,
    };
  }
  return { state: 'current', due, said: `Last recorded on ${last.date}, due again by ${due}.` };
}

/** The first stretch of the period that is longer than it may be and has no record. */
function gapIn(own: readonly EvidenceRecord[], everyDays: number, { from, to }: Period): Period | undefined {
  const before = own.findLast(({ date }) => date <= from)?.date;
  const within = own.map(({ date }) => date).filter((date) => date > from && date <= to);
  const days = [before ?? from, ...within, to];
  return days
    .slice(1)
    .map((day, index): Period => ({ from: days[index] ?? from, to: day }))
    .find((stretch) => dayAfter(stretch.from, everyDays) < stretch.to);
}

function earlier(day: string, other: string | undefined): string {
  return other !== undefined && other < day ? other : day;
}
