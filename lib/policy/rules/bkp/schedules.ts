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
