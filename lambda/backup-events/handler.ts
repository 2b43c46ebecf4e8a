import { BackupClient } from '@aws-sdk/client-backup';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { functionLog } from '../shared/log/log.ts';
import { backgroundRetry } from '../shared/settings/aws-retry.ts';
import { variable } from '../shared/settings/variables.ts';
import { createItemReader, createRestoreJobs } from './aws.ts';
import { createBackupEvents } from './backup-events.ts';

const now = () => new Date();
const client = DynamoDBDocumentClient.from(new DynamoDBClient(backgroundRetry));

/** Entry point of the function that AWS Backup's events call. */
export const handler = createBackupEvents({
  jobs: createRestoreJobs(new BackupClient(backgroundRetry)),
  itemsOf: createItemReader(client),
  mostMinutes: Number(variable(process.env, 'MOST_RESTORE_MINUTES')),
  plan: variable(process.env, 'RESTORE_TESTING_PLAN'),
  log: functionLog(process.env, now),
});
