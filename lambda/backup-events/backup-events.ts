import type { Log } from '../shared/log/log.ts';
import { examineRestored, findingsText, isSound, type TableItem } from '../shared/orders/restored-items.ts';
import { type JobEvent, readJobEvent } from './job-event.ts';

/** A restore, as AWS Backup describes it. */
export interface RestoreJob {
  /** Name of the plan that tests restores; nothing where a person restored. */
  readonly testedBy?: string;
  /** Name of the table that was backed up. */
  readonly source: string;
  /** Name of the table that was made. */
  readonly restored: string;
  readonly backedUpAt: Date;
  readonly minutes: number;
}

/** What the function asks of AWS Backup. */
export interface RestoreJobs {
  readonly describe: (id: string) => Promise<RestoreJob>;
  /** Says whether the restore was of use; AWS Backup then deletes what it restored. */
  readonly settle: (id: string, verdict: Verdict) => Promise<void>;
}

/** Whether a restored table is one that the shop could go on with, and why. */
export interface Verdict {
  readonly isSound: boolean;
  readonly says: string;
}

/** What the function is made of. */
export interface BackupEventsDependencies {
  readonly jobs: RestoreJobs;
  /** All items of a table of this name. */
  readonly itemsOf: (table: string) => AsyncIterable<TableItem>;
  /** How long a restore may take, in minutes. */
  readonly mostMinutes: number;
  /** Name of the plan that tests restores. */
  readonly plan: string;
  readonly log: Log;
}

/** Counts how the jobs of AWS Backup end, and looks into each table that a restore test has made. */
export function createBackupEvents({ jobs, itemsOf, mostMinutes, plan, log }: BackupEventsDependencies) {
  return async (event: unknown): Promise<void> => {
    const told = readJobEvent(event);
    if (told.job === 'restore') await restored(told);
    else count(told.job, told.hasSucceeded);
  };

  function count(job: 'backup' | 'copy', hasSucceeded: boolean): void {
    const [made, failed] =
      job === 'backup' ? (['BackupMade', 'BackupFailed'] as const) : (['CopyMade', 'CopyFailed'] as const);
    log.count(hasSucceeded ? made : failed);
    log.info('a job of AWS Backup ended', { subject: job, outcome: hasSucceeded ? 'made' : 'failed' });
  }

  async function restored({ id, hasSucceeded }: Extract<JobEvent, { job: 'restore' }>): Promise<void> {
    if (!hasSucceeded) {
      log.warn('a restore failed', { subject: id });
      log.count('RestoreFailed');
      return;
    }
    const job = await jobs.describe(id);
    const verdict = await judge(job);
    log.info('a restored table was examined', { subject: id, outcome: verdict.isSound ? 'sound' : 'flawed' });
    if (!verdict.isSound) log.count('RestoreFailed');
    // A person who restores looks at the result; only a test waits for a verdict.
    if (job.testedBy === plan) await jobs.settle(id, verdict);
  }

  async function judge({ source, restored: copy, backedUpAt, minutes }: RestoreJob): Promise<Verdict> {
    const findings = await examineRestored({ restored: itemsOf(copy), live: itemsOf(source), backedUpAt });
    log.info('a restored table was read', { count: findings.items });
    const isInTime = minutes <= mostMinutes;
    const time = `restored in ${minutes} minutes${isInTime ? '' : ` instead of ${mostMinutes}`}`;
    return { isSound: isInTime && isSound(findings), says: `${time}; ${findingsText(findings)}` };
  }
}
