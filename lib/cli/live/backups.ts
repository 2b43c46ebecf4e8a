import {
  GetRestoreTestingPlanCommand,
  paginateListRecoveryPointsByBackupVault,
  paginateListRestoreJobs,
  type RestoreJobsListMember,
} from '@aws-sdk/client-backup';
import times from '../../aws/backup-times.json' with { type: 'json' };
import type { LiveObservation } from '../../evidence/live/live-file.ts';
import { type DeployedStack, ofResource } from './deployed-stack.ts';
import { absent, type Found, judged, look, type Place, unknown } from './look.ts';
import { longestGapHours } from './schedules.ts';

/** Hours after a backup was due until it and its copy are there. */
const hoursToCopy = (times.completionWindowMinutes + times.copyMinutes) / 60;

/** Looks in each vault for a backup of each table that is newer than the plan allows, and for tests of restores. */
export function lookAtBackups(
  stack: DeployedStack,
  all: readonly DeployedStack[],
): readonly Promise<LiveObservation>[] {
  return [...lookAtVaults(stack, all), ...lookAtRestores(stack)];
}

function lookAtVaults(
  stack: DeployedStack,
  all: readonly DeployedStack[],
): readonly Promise<LiveObservation>[] {
  const { account, region } = stack.place;
  const templates = all.map(({ template }) => template);
  const tables = templates
    .flatMap((template) => template.ofType('AWS::Backup::BackupSelection'))
    .flatMap((selection) => selection.property('BackupSelection.Resources').items())
    .map(({ literal }) => String(literal));
  const gaps = templates
    .flatMap((template) => template.ofType('AWS::Backup::BackupPlan'))
    .flatMap((plan) => plan.property('BackupPlan.BackupPlanRule').items())
    .map((rule) => longestGapHours(String(rule.at('ScheduleExpression').literal)));
  const known = gaps.filter((gap) => gap !== undefined);
  const hours = known.length > 0 ? Math.min(...known) + hoursToCopy : undefined;
  return stack.template.ofType('AWS::Backup::BackupVault').flatMap((vault) => {
    const name = String(vault.property('BackupVaultName').literal ?? vault.logicalId);
    return tables.map((table) =>
      look(
        stack.place,
        {
          about: 'backup',
          what: `Backup of ${table.replace(/^.*\//, '')} in ${name}, ${region}`,
          where: `arn:aws:backup:${region}:${account}:backup-vault:${name}`,
          source: 'backup:ListRecoveryPointsByBackupVault',
          controls: ['BKP-01'],
        },
        ofResource(stack, vault, (id) => newestBackup({ vault: id, table, hours }, stack.place)),
      ),
    );
  });
}

interface Wanted {
  readonly vault: string;
  readonly table: string;
  /** Age in hours from which the newest backup is too old; nothing where no plan tells. */
  readonly hours: number | undefined;
}

async function newestBackup({ vault, table, hours }: Wanted, { clients, now }: Place): Promise<Found> {
  if (hours === undefined) return unknown('no plan among the templates tells how often there is one');
  const since = new Date(now().getTime() - hours * 3_600_000);
  const dates: number[] = [];
  const pages = paginateListRecoveryPointsByBackupVault(
    { client: clients.backup },
    { BackupVaultName: vault, ByCreatedAfter: since },
  );
  for await (const { RecoveryPoints = [] } of pages) {
    for (const { ResourceArn, Status, CreationDate } of RecoveryPoints) {
      if (ResourceArn === table && Status === 'COMPLETED' && CreationDate) dates.push(CreationDate.getTime());
    }
  }
  const newest = Math.max(...dates);
  return newest >= since.getTime()
    ? judged(`completed, of ${new Date(newest).toISOString()}`, true)
    : judged(`none of the last ${hours} hours is completed`, false);
}

function lookAtRestores(stack: DeployedStack): readonly Promise<LiveObservation>[] {
  const { account, region } = stack.place;
  return stack.template.ofType('AWS::Backup::RestoreTestingPlan').map((plan) => {
    const name = String(plan.property('RestoreTestingPlanName').literal ?? plan.logicalId);
    const gap = longestGapHours(String(plan.property('ScheduleExpression').literal));
    return look(
      stack.place,
      {
        about: 'backup',
        what: `Tests of restores by ${name}`,
        where: `arn:aws:backup:${region}:${account}:restore-testing-plan:${name}`,
        source: 'backup:ListRestoreJobs',
        controls: ['BKP-05'],
      },
      ofResource(stack, plan, () => newestRestore(name, gap, stack.place)),
    );
  });
}

/** A day for the restore itself and its validation. */
const restoreHours = 24;

function newestRestore(name: string, gap: number | undefined, { clients, now }: Place): Promise<Found> {
  return absent(/ResourceNotFound/, 'the plan does not exist', async () => {
    if (gap === undefined)
      return unknown('the plan among the templates does not tell how often there is one');
    const { RestoreTestingPlan: plan } = await clients.backup.send(
      new GetRestoreTestingPlanCommand({ RestoreTestingPlanName: name }),
    );
    if (plan?.RestoreTestingPlanArn === undefined) return unknown('AWS tells no ARN of the plan');
    const ByCompleteAfter = new Date(now().getTime() - (gap + restoreHours) * 3_600_000);
    const jobs: RestoreJobsListMember[] = [];
    const pages = paginateListRestoreJobs(
      { client: clients.backup },
      { ByRestoreTestingPlanArn: plan.RestoreTestingPlanArn, ByCompleteAfter },
    );
    for await (const { RestoreJobs = [] } of pages) jobs.push(...RestoreJobs);
    return { ...restoresFound(jobs, ByCompleteAfter), where: plan.RestoreTestingPlanArn };
  });
}

function restoresFound(jobs: readonly RestoreJobsListMember[], since: Date): Found {
  if (jobs.length === 0) return judged(`none since ${since.toISOString()}`, false);
  const told = jobs.map(
    ({ Status, ValidationStatus }) => `${Status}, validation ${ValidationStatus ?? 'not told'}`,
  );
  const counts = [...new Set(told)].map((each) => `${told.filter((one) => one === each).length} ${each}`);
  return judged(
    `since ${since.toISOString()}: ${counts.join('; ')}`,
    jobs.every(({ Status, ValidationStatus }) => Status === 'COMPLETED' && ValidationStatus === 'SUCCESSFUL'),
  );
}
