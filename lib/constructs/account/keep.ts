import { RetentionDays } from 'aws-cdk-lib/aws-logs';

/** `13mo` of the account file as days, twelve months being a year. */
export function keptDays(keep: string): number {
  return Math.ceil((Number.parseInt(keep, 10) * 365) / 12);
}

/** The shortest retention of a log group that is at least `days`. */
export function retentionFor(days: number): RetentionDays {
  const all = Object.values(RetentionDays).filter(
    (value): value is RetentionDays => typeof value === 'number',
  );
  return all.toSorted((a, b) => a - b).find((value) => value >= days) ?? RetentionDays.INFINITE;
}
