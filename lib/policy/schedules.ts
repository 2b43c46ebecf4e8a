/** Whether a schedule is due on every day of the year. */
export function isDueDaily(schedule: string): boolean {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(schedule);
  if (rate) return rate[2] !== 'day' || Number(rate[1]) === 1;
  const fields = cronFields(schedule);
  if (!fields) return false;
  const { days, months, weekdays, years } = fields;
  return [days, months, weekdays, years].every((field) => field === '*' || field === '?');
}

/** Whether a schedule is due at least once in each quarter. */
export function isDueQuarterly(schedule: string): boolean {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(schedule);
  if (rate) return rate[2] !== 'day' || Number(rate[1]) <= 92;
  const fields = cronFields(schedule);
  if (fields?.years !== '*') return false;
  return fields.months === '*' || isEachQuarter(fields.months);
}

function isEachQuarter(months: string): boolean {
  const listed = months.split(',').map(Number);
  if (listed.some((month) => !Number.isInteger(month) || month < 1 || month > 12)) return false;
  return [0, 1, 2, 3].every((quarter) => listed.some((month) => Math.ceil(month / 3) - 1 === quarter));
}

function cronFields(schedule: string) {
  const found = /^cron\(([^)]+)\)$/.exec(schedule)?.[1]?.trim().split(/\s+/);
  if (found?.length !== 6) return undefined;
  const [, , days = '', months = '', weekdays = '', years = ''] = found;
  return { days, months, weekdays, years };
}

const daysOf: Readonly<Record<string, number>> = { minute: 1 / 1440, hour: 1 / 24, day: 1 };

/**
 * The longest time between two runs of a schedule, in days: a month has 31 of them, and a day of the month comes once in each month that
 * is named. Nothing where it runs once, or where it cannot be read.
 */
export function longestPause(schedule: string): number | undefined {
  const [, count = '', unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(schedule) ?? [];
  const rate = Number(count) * (daysOf[unit] ?? 0);
  if (rate > 0) return rate;
  const fields = cronFields(schedule);
  return fields?.years === '*' ? pauseOf(fields) : undefined;
}

function pauseOf({ days, months, weekdays }: NonNullable<ReturnType<typeof cronFields>>): number | undefined {
  const step = months === '*' ? 1 : Number(/^(?:\d+|\*)\/(\d+)$/.exec(months)?.[1]);
  if (!(step > 0)) return undefined;
  if (step > 1 || !isAny(days)) return step * 31;
  return isAny(weekdays) ? 1 : 7;
}

function isAny(field: string): boolean {
  return field === '*' || field === '?';
}
