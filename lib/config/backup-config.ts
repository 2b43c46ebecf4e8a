import times from '../aws/backup-times.json' with { type: 'json' };
import recoveryRegions from '../aws/recovery-regions.json' with { type: 'json' };
import { daysOf } from './schema/orders.ts';
import type { StorefrontFile } from './schema.ts';

type EnvironmentFile = StorefrontFile['environments'][string];

/** A vault of another account, and who runs it. */
interface OtherVault {
  readonly vault: string;
  readonly owner: string;
}

/** How an environment is backed up. */
export interface BackupConfig {
  /** Days for which the backups of each day are kept. */
  readonly dailyDays: number;
  /** Days for which the first backup of each month is kept; nothing where there is none. */
  readonly monthlyDays?: number;
  /** How much work may be lost with the region, in hours. */
  readonly rpoHours: number;
  /** Hours from one backup to the next. */
  readonly intervalHours: number;
  /** How long a recovery may take, in minutes. */
  readonly rtoMinutes: number;
  readonly lock: 'governance' | 'compliance';
  /** Where copies are kept; nothing where there is none. */
  readonly recovery?: { readonly region: string; readonly otherAccount?: OtherVault };
  /** How often the table of orders was restored under its name; nothing where it never was. */
  readonly restorations?: number;
}

/** The times between two backups that a plan can have, in hours: a whole number of them makes a day. */
const intervals = [24, 12, 8, 6, 4, 3, 2, 1] as const;

/** Hours after a backup was due until its copy is there: it begins and ends within its windows, and is copied afterwards. */
const hoursToCopy = (times.completionWindowMinutes + times.copyMinutes) / 60;

/** The least that may be lost with a region, in hours: a backup each hour, and the time until it is copied. */
export const leastLossHours = 1 + hoursToCopy;

/** How long a shop takes to come back in another region, in hours: restored, deployed, and found under its name. */
export const leastRecoveryHours = Object.values(times.recoveryHours).reduce((sum, each) => sum + each, 0);

/** Hours from one backup to the next, so that no more than `rpoHours` of work is lost; nothing where no plan does that. */
export function intervalFor(rpoHours: number): number | undefined {
  return intervals.find((interval) => interval + hoursToCopy <= rpoHours);
}

/** Minutes of a time such as `90m` or `4h`. */
export function minutesOf(time: string): number {
  return Number.parseInt(time, 10) * (time.endsWith('h') ? 60 : 1);
}

/** Where the copies of an environment go; nothing where nobody says so and the kit knows no region. */
export function recoveryRegionOf({
  purpose,
  region,
  backup,
}: {
  readonly purpose?: string | undefined;
  readonly region?: string | undefined;
  readonly backup?: { readonly recovery?: { readonly region?: string | undefined } | undefined } | undefined;
}): string | undefined {
  if (backup?.recovery) return backup.recovery.region;
  const known: Readonly<Record<string, string>> = recoveryRegions.recovery;
  return purpose === 'production' && region !== undefined ? known[region] : undefined;
}

/** How an environment is backed up, with what its purpose decides where the file says nothing. */
export function backupOf(environment: EnvironmentFile): BackupConfig {
  const { purpose, backup } = environment;
  const isProduction = purpose === 'production';
  const monthly = backup.monthly ?? (isProduction ? '12mo' : undefined);
  const rpoHours = Math.floor(minutesOf(backup.rpo) / 60);
  const intervalHours = intervalFor(rpoHours);
  if (intervalHours === undefined)
    throw new Error('an RPO that no plan keeps is refused before it comes here');
  const region = recoveryRegionOf(environment);
  const otherAccount = backup.recovery?.otherAccount;
  return {
    dailyDays: daysOf(backup.daily ?? (isProduction ? '35d' : '7d')),
    ...(monthly && { monthlyDays: daysOf(monthly) }),
    rpoHours,
    intervalHours,
    rtoMinutes: minutesOf(backup.rto),
    lock: backup.lock.mode,
    ...(region && { recovery: { region, ...(otherAccount && { otherAccount }) } }),
    ...(backup.restorations > 0 && { restorations: backup.restorations }),
  };
}

/** Days for which what was erased can still be brought back. */
interface DaysInBackups {
  readonly pointInTimeDays: number;
  readonly leastDays: number;
  readonly longestDays: number;
  /** Days after its erasure until nothing can bring a person back. */
  readonly erasedAfterDays: number;
}

/**
 * For how long an erased person stays in backups: the table can be restored to an earlier second, each backup ends after its time, and
 * a copy is at most a day younger than what it was made of.
 */
export function daysInBackups({
  dailyDays,
  monthlyDays = dailyDays,
}: Pick<BackupConfig, 'dailyDays' | 'monthlyDays'>): DaysInBackups {
  const { pointInTimeDays } = times;
  const leastDays = Math.min(dailyDays, monthlyDays);
  const longestDays = Math.max(dailyDays, monthlyDays);
  return {
    pointInTimeDays,
    leastDays,
    longestDays,
    erasedAfterDays: Math.max(pointInTimeDays, longestDays + 1),
  };
}
