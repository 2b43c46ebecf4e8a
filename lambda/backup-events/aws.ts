import {
  type BackupClient,
  DescribeRestoreJobCommand,
  PutRestoreValidationResultCommand,
} from '@aws-sdk/client-backup';
import { type DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import type { TableItem } from '../shared/orders/restored-items.ts';
import type { RestoreJobs } from './backup-events.ts';

/** The restores of the account. */
export function createRestoreJobs(client: BackupClient): RestoreJobs {
  return {
    describe: async (RestoreJobId) => {
      const job = await client.send(new DescribeRestoreJobCommand({ RestoreJobId }));
      const { CreatedBy, SourceResourceArn, CreatedResourceArn, RecoveryPointCreationDate } = job;
      const testedBy = planIn(CreatedBy?.RestoreTestingPlanArn);
      if (!RecoveryPointCreationDate) throw new Error('AWS Backup does not tell of when the backup is');
      return {
        ...(testedBy !== undefined && { testedBy }),
        source: tableIn(SourceResourceArn),
        restored: tableIn(CreatedResourceArn),
        backedUpAt: RecoveryPointCreationDate,
        minutes: minutesBetween(job.CreationDate, job.CompletionDate),
      };
    },
    settle: async (RestoreJobId, { isSound, says }) => {
      await client.send(
        new PutRestoreValidationResultCommand({
          RestoreJobId,
          ValidationStatus: isSound ? 'SUCCESSFUL' : 'FAILED',
          ValidationStatusMessage: says,
        }),
      );
    },
  };
}

/** AWS Backup adds letters of its own to the name of a plan. */
function planIn(arn: string | undefined): string | undefined {
  return /:restore-testing-plan:([A-Za-z0-9_]+)/.exec(arn ?? '')?.[1];
}

function tableIn(arn: string | undefined): string {
  const [, name] = /:table\/([\w.-]+)$/.exec(arn ?? '') ?? [];
  if (name === undefined) throw new Error('AWS Backup restored something else than a table');
  return name;
}

function minutesBetween(begun: Date | undefined, ended: Date | undefined): number {
  if (!begun || !ended) throw new Error('AWS Backup does not tell how long the restore took');
  return Math.ceil((ended.getTime() - begun.getTime()) / 60_000);
}

/** Reads tables from the beginning to the end. */
export function createItemReader(client: DynamoDBDocumentClient) {
  return async function* itemsOf(TableName: string): AsyncGenerator<TableItem> {
    for await (const { Items = [] } of paginateScan({ client }, { TableName })) yield* Items;
  };
}
