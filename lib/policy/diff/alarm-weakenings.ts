import { at, type Canonical, isSame, shown } from './canonical.ts';
import type { Both, Change } from './directed-properties.ts';

/** What an alarm watches. */
const watched = [
  'Namespace',
  'MetricName',
  'Dimensions',
  'Statistic',
  'ExtendedStatistic',
  'Metrics',
  'ThresholdMetricId',
];

/** From what speaks up without data to what keeps silent. */
const silences = ['breaching', 'missing', 'ignore', 'notBreaching'];

/** Statistics that add up, so that a shorter time holds less of them. */
const sums = ['Sum', 'SampleCount'];

/** Whether an alarm hears less than before, or later. */
export function alarmWeakenings(both: Both): readonly Change[] {
  return [
    ...watched.flatMap((path) => otherMetric(both, path)),
    ...threshold(both),
    ...evaluation(both),
    ...period(both),
    ...silent(both),
  ];
}

function otherMetric(both: Both, path: string): readonly Change[] {
  const [before, after] = [at(both.before, path), at(both.after, path)];
  if (isSame(before, after)) return [];
  return [change(both, path, 'watches something else than before')];
}

/** From which value on an alarm speaks up, and in which direction. */
function boundOf(side: Canonical | undefined) {
  const operator = String(at(side, 'ComparisonOperator')[0]);
  const value = number(side, 'Threshold', 0);
  const isCount = sums.includes(String(at(side, 'Statistic')[0])) && Number.isInteger(value);
  const isStrict = operator === 'GreaterThanThreshold' || operator === 'LessThanThreshold';
  const isLess = operator.startsWith('Less');
  // A count that is more than 0 is at least 1.
  if (isCount && isStrict)
    return { kind: kindOf(operator), isLess, isStrict: false, value: value + (isLess ? -1 : 1) };
  return { kind: kindOf(operator), isLess, isStrict, value };
}

/** Bands of anomalies are none of the two, and only like themselves. */
function kindOf(operator: string): string {
  if (/^(Greater|Less)Than(OrEqualTo)?Threshold$/.test(operator))
    return operator.startsWith('Less') ? 'less' : 'greater';
  return operator;
}

function threshold(both: Both): readonly Change[] {
  const [before, after] = [boundOf(both.before), boundOf(both.after)];
  if (before.kind !== after.kind)
    return [change(both, 'ComparisonOperator', 'watches something else than before')];
  const distance = after.isLess ? before.value - after.value : after.value - before.value;
  const isDeafer = distance > 0 || (distance === 0 && after.isStrict && !before.isStrict);
  if (!isDeafer && !isOpen(both, 'Threshold')) return [];
  const says = after.isLess ? 'speaks up at a lower value only' : 'speaks up at a higher value only';
  return [change(both, distance === 0 ? 'ComparisonOperator' : 'Threshold', says)];
}

/** An alarm speaks up where so many of the last periods are bad. */
function evaluation(both: Both): readonly Change[] {
  const [before, after] = [both.before, both.after].map((side) => {
    const periods = number(side, 'EvaluationPeriods', 1);
    return { periods, needed: number(side, 'DatapointsToAlarm', periods) };
  });
  if (!before || !after) return [];
  if (after.needed > before.needed || isOpen(both, 'DatapointsToAlarm'))
    return [
      change(
        both,
        isSame(at(both.before, 'DatapointsToAlarm'), at(both.after, 'DatapointsToAlarm'))
          ? 'EvaluationPeriods'
          : 'DatapointsToAlarm',
        'speaks up later than before',
      ),
    ];
  const mayMiss = ({ periods, needed }: typeof before) => periods - needed;
  const hearsLess = after.needed > 1 && mayMiss(after) < mayMiss(before);
  if (!hearsLess && !isOpen(both, 'EvaluationPeriods')) return [];
  return [change(both, 'EvaluationPeriods', 'forgets bad periods sooner than before')];
}

function period(both: Both): readonly Change[] {
  const [before, after] = [number(both.before, 'Period', 60), number(both.after, 'Period', 60)];
  if (after > before || isOpen(both, 'Period'))
    return [change(both, 'Period', 'speaks up later than before')];
  const { value, isLess } = boundOf(both.after);
  const addsUp = sums.includes(String(at(both.after, 'Statistic')[0]));
  if (after === before || !addsUp || isLess || value <= 1) return [];
  return [change(both, 'Period', 'adds up less than before for the same threshold')];
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
