import { at, type Canonical, isSame, shown } from './canonical.ts';
import type { Change } from './directed-properties.ts';

interface Both {
  readonly before: Canonical | undefined;
  readonly after: Canonical | undefined;
}

/** What an alarm watches. */
const watched = [
  'Namespace',
  'MetricName',
  'Dimensions',
  'Statistic',
  'ExtendedStatistic',
  'Metrics',
  'ComparisonOperator',
];

/** From what speaks up without data to what keeps silent. */
const silences = ['breaching', 'missing', 'ignore', 'notBreaching'];

/** Whether an alarm hears less than before, or later. */
export function alarmWeakenings(both: Both): readonly Change[] {
  return [
    ...watched.flatMap((path) => otherMetric(both, path)),
    ...threshold(both),
    ...later(both, 'EvaluationPeriods', 1),
    ...later(both, 'DatapointsToAlarm', number(both.before, 'EvaluationPeriods', 1)),
    ...later(both, 'Period', 60),
    ...silent(both),
  ];
}

function otherMetric(both: Both, path: string): readonly Change[] {
  const [before, after] = [at(both.before, path), at(both.after, path)];
  if (isSame(before, after)) return [];
  return [change(both, path, 'watches something else than before')];
}

function threshold(both: Both): readonly Change[] {
  const [operator] = at(both.after, 'ComparisonOperator');
  const [before, after] = [number(both.before, 'Threshold', 0), number(both.after, 'Threshold', 0)];
  const isLess = String(operator).startsWith('Less');
  const isDeafer = isLess ? after < before : after > before;
  if (!isDeafer && !isOpen(both, 'Threshold')) return [];
  return [
    change(
      both,
      'Threshold',
      isLess ? 'speaks up at a lower value only' : 'speaks up at a higher value only',
    ),
  ];
}

function later(both: Both, path: string, unset: number): readonly Change[] {
  if (number(both.after, path, unset) <= number(both.before, path, unset) && !isOpen(both, path)) return [];
  return [change(both, path, 'speaks up later than before')];
}

function silent(both: Both): readonly Change[] {
  const path = 'TreatMissingData';
  const rank = (value: Canonical | undefined) => silences.indexOf(String(at(value, path)[0] ?? 'missing'));
  return rank(both.after) > rank(both.before)
    ? [change(both, path, 'keeps silent where data is missing')]
    : [];
}

function number(value: Canonical | undefined, path: string, unset: number): number {
  return Number(at(value, path)[0] ?? unset);
}

function isOpen(both: Both, path: string): boolean {
  const numbers = [both.before, both.after].map((value) => number(value, path, 0));
  return numbers.some(Number.isNaN) && !isSame(at(both.before, path), at(both.after, path));
}

function change(both: Both, path: string, says: string): Change {
  const [before, after] = [at(both.before, path), at(both.after, path)];
  return { kind: 'deafer', path, before: shown(before[0]), after: shown(after[0]), says };
}
