import { Stack } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as FunctionTarget } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { LogGroups } from '../common/log-groups.ts';
import { NodeFunction } from '../common/node-function.ts';
import { applyKitException } from '../contract/kit-exceptions.ts';
import type { Storefront } from '../contract/storefront.ts';
import { keyAccess } from '../data/access.ts';
import type { Store } from '../data/stores.ts';
import type { BackupVault } from './backup-vault.ts';
import { type RestoreTesting, restoredNames } from './restore-testing.ts';

export interface BackupEventsProps {
  readonly storefront: Storefront;
  readonly logGroups: LogGroups;
  readonly vault: BackupVault;
  readonly testing: RestoreTesting;
  /** What is backed up. */
  readonly tables: readonly Store[];
}

const ended = ['COMPLETED', 'FAILED', 'ABORTED', 'EXPIRED', 'PARTIAL'];

/** Follows the jobs of AWS Backup, and looks into what each restore test has restored. */
export function backupEvents(scope: Construct, id: string, props: BackupEventsProps): NodeFunction {
  const { storefront, logGroups, testing } = props;
  const events = new NodeFunction(scope, id, {
    owner: storefront,
    logGroups,
    source: 'backup-events',
    environment: {
      RESTORE_TESTING_PLAN: testing.planName,
      MOST_RESTORE_MINUTES: String(storefront.environment.backup.rtoMinutes),
    },
    access: [...reading(Stack.of(scope), props), settling(Stack.of(scope))],
  });
  for (const [name, eventPattern] of Object.entries(patternsOf(props))) {
    new Rule(events, name, {
      eventPattern,
      targets: [new FunctionTarget(events.function, { retryAttempts: 2 })],
    });
  }
  explainRights(events, storefront);
  return events;
}

function patternsOf({ vault, testing }: BackupEventsProps) {
  const { backupVaultArn } = vault.vault;
  const of = (job: string, detail: Readonly<Record<string, readonly string[]>>) => ({
    source: ['aws.backup'],
    detailType: [`${job} Job State Change`],
    detail: { ...detail },
  });
  return {
    Backups: of('Backup', { state: ended, backupVaultArn: [backupVaultArn] }),
    Copies: of('Copy', { state: ended, sourceBackupVaultArn: [backupVaultArn] }),
    Restores: of('Restore', { status: ended, iamRoleArn: [testing.role.roleArn] }),
  };
}

function reading(stack: Stack, { storefront, tables }: BackupEventsProps): readonly PolicyStatement[] {
  const restored = restoredNames(storefront).map((resourceName) =>
    stack.formatArn({ service: 'dynamodb', resource: 'table', resourceName }),
  );
  return [
    new PolicyStatement({
      actions: ['dynamodb:Scan'],
      resources: [...tables.map(({ arn }) => arn), ...restored],
    }),
    ...tables.map((table) => keyAccess(table, 'items')),
  ];
}

function settling({ region }: Stack): PolicyStatement {
  return new PolicyStatement({
    actions: ['backup:DescribeRestoreJob', 'backup:PutRestoreValidationResult'],
    resources: ['*'],
    conditions: { StringEquals: { 'aws:RequestedRegion': region } },
  });
}

function explainRights({ role }: NodeFunction, storefront: Storefront): void {
  const policy = role.node.findChild('DefaultPolicy');
  const { account, region } = storefront.environment;
  const tables = restoredNames(storefront).map(
    (name) => `arn:aws:dynamodb:${region}:${account}:table/${name}`,
  );
  for (const resource of ['*', ...tables]) {
    applyKitException(policy, 'restore-tests', storefront, {
      rule: `AwsSolutions::AwsSolutions-IAM5[Resource::${resource}]`,
    });
  }
}
