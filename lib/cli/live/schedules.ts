/** `cron(minute hours days months ? *)` in the forms that plans of the kit have: one minute, lists of hours, days and months. */
const form = /^cron\(\d+ ([\d,]+) (\*|\d+) (\*|[\d,]+) \? \*\)$/;

/** The longest month, in hours. */
const monthHours = 31 * 24;

/**
 * The longest time from one run of a schedule to the next, in hours: whole months count as the longest one. Nothing for a schedule of
 * another form.
 */
export function longestGapHours(expression: string): number | undefined {
  const [, hours = '', day = '', months = ''] = form.exec(expression) ?? [];
  if (hours === '') return undefined;
  if (day === '*') return months === '*' ? longestGap(numbers(hours), 24) : undefined;
  return months === '*' ? monthHours : longestGap(numbers(months), 12) * monthHours;
}

function numbers(list: string): readonly number[] {
  return list.split(',').map(Number);
}

/** Around a clock of some hours, or a year of months. */
function longestGap(times: readonly number[], round: number): number {
  const sorted = times.toSorted((one, other) => one - other);
  const gaps = sorted.map((time, index) => (sorted[index + 1] ?? (sorted[0] ?? 0) + round) - time);
  return Math.max(...gaps);
}
