import { setTimeout as sleep } from 'node:timers/promises';
import {
  DeleteResourceCommand,
  GetResourceRequestStatusCommand,
  type ProgressEvent,
} from '@aws-sdk/client-cloudcontrol';
import {
  DeleteStackCommand,
  DescribeStacksCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { UpdateUserPoolCommand } from '@aws-sdk/client-cognito-identity-provider';
import { UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import {
  DeleteObjectsCommand,
  GetObjectLockConfigurationCommand,
  ListObjectVersionsCommand,
  type ObjectIdentifier,
} from '@aws-sdk/client-s3';
import { UsageError } from '../output.ts';
import type { FailedStack } from './failed-stacks.ts';
import type { RegionClients } from './region-clients.ts';
import { leftBy, type MadeResource } from './stack-life.ts';
import { eventsOf } from './stack-lives.ts';
import { roleOf } from './stack-role.ts';

/** Deletes a failed stack and everything that it has left; `tell` hears of each resource. */
export async function discardStack(
  clients: RegionClients,
  { name, lives, left }: FailedStack,
  tell: (text: string) => void,
): Promise<void> {
  for (const resource of left) await makeDeletable(clients, resource);
  const [{ id, status }] = lives;
  const role = await roleOf(clients.cloudFormation, id);
  if (status !== 'DELETE_COMPLETE') await deleteStack(clients, id, name);
  for (const life of lives) {
    const events = await eventsOf(clients.cloudFormation, life.id);
    for (const resource of leftBy({ ...life, events })) {
      await deleteResource(clients, resource, role);
      tell(`${name}: deleted ${resource.type} ${resource.physicalId}`);
    }
  }
  tell(`${name}: discarded`);
}

async function deleteStack({ cloudFormation }: RegionClients, id: string, name: string): Promise<void> {
  const StackName = id;
  await cloudFormation.send(
    new UpdateTerminationProtectionCommand({ StackName, EnableTerminationProtection: false }),
  );
  await cloudFormation.send(new DeleteStackCommand({ StackName }));
  for (;;) {
    const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
    const { StackStatus = '', StackStatusReason = '' } = Stacks[0] ?? {};
    if (StackStatus === 'DELETE_COMPLETE') return;
    if (StackStatus === 'DELETE_FAILED') {
      throw new UsageError(
        `CloudFormation cannot delete ${name}: ${StackStatusReason} mend that and run this again`,
      );
    }
    await sleep(1000);
  }
}

/** Takes away what makes the service refuse to delete a resource. */
async function makeDeletable(
  { database, buckets, userPools }: RegionClients,
  { type, physicalId }: MadeResource,
): Promise<void> {
  if (type === 'AWS::DynamoDB::Table') {
    const unprotect = new UpdateTableCommand({ TableName: physicalId, DeletionProtectionEnabled: false });
    await unlessMissing(database.send(unprotect));
  }
  if (type === 'AWS::Cognito::UserPool') {
    const unprotect = new UpdateUserPoolCommand({ UserPoolId: physicalId, DeletionProtection: 'INACTIVE' });
    await unlessMissing(userPools.send(unprotect));
  }
  if (type === 'AWS::S3::Bucket') await unlessMissing(empty(buckets, physicalId));
}

async function empty(client: RegionClients['buckets'], Bucket: string): Promise<void> {
  // Services write into a locked bucket as soon as it is there. Of any other one, S3 refuses the word.
  const bypass = (await isLocked(client, Bucket)) ? { BypassGovernanceRetention: true } : {};
  for (;;) {
    // Whatever was listed is gone by the next time, so the first page is always the next one.
    const page = await client.send(new ListObjectVersionsCommand({ Bucket }));
    const listed = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])];
    const Objects = listed.map(({ Key, VersionId }): ObjectIdentifier => ({ Key, VersionId }));
    if (Objects.length === 0) return;
    const { Errors = [] } = await client.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true }, ...bypass }),
    );
    const [first] = Errors;
    if (first) throw new UsageError(`S3 keeps ${first.Key} of ${Bucket}: ${first.Message}`);
  }
}

async function isLocked(client: RegionClients['buckets'], Bucket: string): Promise<boolean> {
  try {
    await client.send(new GetObjectLockConfigurationCommand({ Bucket }));
    return true;
  } catch (error) {
    if ((error as Error).name === 'ObjectLockConfigurationNotFoundError') return false;
    throw error;
  }
}

async function unlessMissing(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!['ResourceNotFoundException', 'NoSuchBucket'].includes((error as Error).name)) throw error;
  }
}

/** Deletes a resource that no stack has, by the same handler that CloudFormation uses. */
async function deleteResource(
  { cloudControl }: RegionClients,
  { type, physicalId }: MadeResource,
  role: string | undefined,
): Promise<void> {
  const deletion = new DeleteResourceCommand({
    TypeName: type,
    Identifier: physicalId,
    ...(role !== undefined && { RoleArn: role }),
  });
  let { ProgressEvent: progress } = await cloudControl.send(deletion);
  while (isRunning(progress)) {
    await sleep(1000);
    const ask = new GetResourceRequestStatusCommand({ RequestToken: progress?.RequestToken });
    ({ ProgressEvent: progress } = await cloudControl.send(ask));
  }
  if (progress?.OperationStatus === 'SUCCESS' || progress?.ErrorCode === 'NotFound') return;
  throw new UsageError(
    `AWS does not delete ${type} ${physicalId}: ${progress?.StatusMessage ?? 'without a reason'}; mend that and run this again`,
  );
}

function isRunning(progress: ProgressEvent | undefined): boolean {
  return progress?.OperationStatus === 'PENDING' || progress?.OperationStatus === 'IN_PROGRESS';
}
