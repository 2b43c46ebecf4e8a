import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  paginateDescribeStackEvents,
  type StackEvent,
} from '@aws-sdk/client-cloudformation';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { offlineInPlace } from '../../../../lib/cli/offline-in-place.ts';
import { stack as stackCommand } from '../../../../lib/cli/stack/stack.ts';
import { account, type Emulator } from '../../../support/emulator.ts';
import type { SynthesizedStack, Template } from './assembly.ts';

/** What a creation has come to. */
interface Creation {
  readonly status: string;
  /** Logical ids of what failed to be created, with the reasons. */
  readonly notCreated: Readonly<Record<string, string>>;
  /** Logical ids of what could not be deleted in the rollback. */
  readonly notDeleted: readonly string[];
}

/** What a creation comes to that succeeds. */
export const complete: Creation = { status: 'CREATE_COMPLETE', notCreated: {}, notDeleted: [] };

/** Creates a stack by CloudFormation's API, as the CDK's command does. */
export async function createStack(
  emulator: Emulator,
  { name: StackName, region: where, isProtected, tags, template }: SynthesizedStack,
): Promise<Creation> {
  const client = new CloudFormationClient(emulator.clientConfigIn(where));
  const { StackId = '' } = await client.send(
    new CreateStackCommand({
      StackName,
      TemplateURL: await uploaded(emulator, where, StackName, template),
      EnableTerminationProtection: isProtected,
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    }),
  );
  const status = await finalStatus(client, StackId);
  const events = await eventsOf(client, StackId);
  const failed = (wanted: string) =>
    events
      .filter(({ ResourceStatus, PhysicalResourceId: id }) => ResourceStatus === wanted && id !== StackId)
      .map(({ LogicalResourceId: id = '', ResourceStatusReason: why = '' }) => [id, why] as const);
  return {
    status,
    notCreated: Object.fromEntries(failed('CREATE_FAILED')),
    notDeleted: failed('DELETE_FAILED').map(([id]) => id),
  };
}

/** Deletes a stack as the CDK's command does before it tries again; gives how that ended. */
export async function deleteStack(emulator: Emulator, name: string, where: string): Promise<string> {
  const client = new CloudFormationClient(emulator.clientConfigIn(where));
  const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
  const id = Stacks[0]?.StackId ?? '';
  await client.send(new DeleteStackCommand({ StackName: id }));
  return finalStatus(client, id);
}

/** With whose stacks a command works. */
export interface CommandOptions {
  /** @default prod */
  readonly environment?: string;
  /** @default - the boutique's */
  readonly file?: string;
  /** The account file, whose stacks are meant instead of those of a shop. */
  readonly account?: string | undefined;
  /** @default false */
  readonly isDryRun?: boolean;
}

/** Runs `palisade stack discard` in this process; gives what it prints. Throws where it does not end well. */
export function discard(emulator: Emulator, options: CommandOptions = {}): Promise<string> {
  return stackCommandOf('discard', emulator, options);
}

/** Runs `palisade stack adopt` in this process; gives what it prints. Throws where it does not end well. */
export function adopt(emulator: Emulator, options: CommandOptions = {}): Promise<string> {
  return stackCommandOf('adopt', emulator, options);
}

/** The options by which commands are told whose stacks are meant. */
export function optionsFor({
  account: file,
  environment = 'prod',
  file: shop = 'examples/boutique/storefront.yaml',
}: CommandOptions): readonly string[] {
  return file === undefined ? ['--environment', environment, '--file', shop] : ['--account', file];
}

async function stackCommandOf(
  command: 'adopt' | 'discard',
  emulator: Emulator,
  { isDryRun = false, ...whose }: CommandOptions,
): Promise<string> {
  Object.assign(process.env, emulator.variables);
  let told = '';
  const now = new Date();
  const options = [...optionsFor(whose), ...(isDryRun ? ['--dry-run'] : [])];
  await stackCommand([command, ...options], {
    out: (text) => {
      told += text;
    },
    err: (text) => {
      throw new Error(text);
    },
    isColoured: false,
    today: now.toISOString().slice(0, 10),
    now,
    readInput: () => '',
    withOffline: offlineInPlace,
    withAws: () => Promise.reject(new Error('not asked for')),
    withShop: () => Promise.reject(new Error('not asked for')),
  });
  return told;
}

/** A template of more than 51,200 bytes has to lie in a bucket. */
async function uploaded(emulator: Emulator, where: string, stack: string, template: Template) {
  const [Bucket, Key] = [bucketOf(where), `${stack}.template.json`];
  await bucketClient(emulator, where).send(
    new PutObjectCommand({ Bucket, Key, Body: JSON.stringify(template) }),
  );
  return `${emulator.endpoint}/${Bucket}/${Key}`;
}

function bucketClient(emulator: Emulator, where: string): S3Client {
  return new S3Client({ ...emulator.clientConfigIn(where), forcePathStyle: true });
}

function bucketOf(where: string): string {
  return `cdk-hnb659fds-assets-${account}-${where}`;
}

async function eventsOf(client: CloudFormationClient, StackName: string): Promise<readonly StackEvent[]> {
  const events: StackEvent[] = [];
  for await (const { StackEvents = [] } of paginateDescribeStackEvents({ client }, { StackName })) {
    events.push(...StackEvents);
  }
  return events;
}

async function finalStatus(client: CloudFormationClient, StackName: string): Promise<string> {
  for (;;) {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName }));
    const { StackStatus = '' } = Stacks[0] ?? {};
    if (!StackStatus.endsWith('_IN_PROGRESS')) return StackStatus;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
