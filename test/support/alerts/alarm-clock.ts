/** Five minutes: every period of an alarm is a number of them. */
export const binSeconds = 300;

/** What a metric has counted or measured, in bins of five minutes. */
export class Series {
  readonly bins: number;
  private readonly values = new Map<number, readonly number[]>();

  constructor(bins: number) {
    this.bins = bins;
  }

  add(bin: number, value: number): void {
    this.values.set(bin, [...(this.values.get(bin) ?? []), value]);
  }

  /** The value of a statistic from one bin up to another one; nothing where nothing was told. */
  over(from: number, until: number, statistic: string): number | undefined {
    const told: number[] = [];
    for (let bin = Math.max(from, 0); bin < until; bin += 1) told.push(...(this.values.get(bin) ?? []));
    if (told.length === 0) return undefined;
    if (statistic === 'Sum') return told.reduce((sum, value) => sum + value, 0);
    // What measures a state or a share tells one value at a time, and the worst one counts here.
    if (statistic === 'Maximum' || statistic === 'Average') return Math.max(...told);
    throw new Error(`nobody has said what ${statistic} means here`);
  }
}

/** What of an alarm's properties decides when it is raised. */
export interface AlarmDefinition {
  readonly Statistic: string;
  readonly Period: number;
  readonly Threshold: number;
  readonly EvaluationPeriods: number;
  readonly DatapointsToAlarm?: number;
  readonly ComparisonOperator: string;
  readonly TreatMissingData?: string;
}

/** Of periods without data CloudWatch looks at some earlier ones instead: two more, as the examples of its guide have it. */
const furtherPeriods = 2;

/**
 * The bins at whose end an alarm is raised, looked at once in each of its periods
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html).
 */
export function raisedAt(alarm: AlarmDefinition, series: Series): readonly number[] {
  const length = alarm.Period / binSeconds;
  const points = Array.from({ length: Math.floor(series.bins / length) }, (_, index) =>
    series.over(index * length, (index + 1) * length, alarm.Statistic),
  );
  const range = alarm.EvaluationPeriods + furtherPeriods;
  const isOn = points.map((_, index) =>
    isBreached(alarm, points.slice(Math.max(index + 1 - range, 0), index + 1)),
  );
  return isOn.flatMap((on, index) => (on && !isOn[index - 1] ? [(index + 1) * length - 1] : []));
}

/** Whether an alarm is on after these periods. Those before the month were as good as the first ones of it. */
function isBreached(alarm: AlarmDefinition, looked: readonly (number | undefined)[]): boolean {
  const { EvaluationPeriods, DatapointsToAlarm = EvaluationPeriods } = alarm;
  const newest = looked.filter((value) => value !== undefined).slice(-EvaluationPeriods);
  const missing = Math.min(EvaluationPeriods, looked.length) - newest.length;
  const breaching = newest.filter((value) => isBreaching(alarm, value)).length;
  return breaching + (missingBreaches(alarm) ? missing : 0) >= DatapointsToAlarm;
}

function missingBreaches({ TreatMissingData }: AlarmDefinition): boolean {
  if (TreatMissingData === 'breaching') return true;
  if (TreatMissingData === 'notBreaching') return false;
  throw new Error(`nobody has said what ${TreatMissingData} means here`);
}

function isBreaching({ ComparisonOperator, Threshold }: AlarmDefinition, value: number): boolean {
  switch (ComparisonOperator) {
    case 'GreaterThanThreshold':
      return value > Threshold;
    case 'GreaterThanOrEqualToThreshold':
      return value >= Threshold;
    case 'LessThanThreshold':
      return value < Threshold;
    default:
      throw new Error(`nobody has said what ${ComparisonOperator} means here`);
  }
}
