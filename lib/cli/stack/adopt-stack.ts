import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateChangeSetCommand,
  DescribeChangeSetCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
  type ResourceToImport,
} from '@aws-sdk/client-cloudformation';
import listed from '../../aws/import-identifiers.json' with { type: 'json' };
import { UsageError } from '../output.ts';
import type { DestroyedStack } from './destroyed-stacks.ts';
import type { RegionClients } from './region-clients.ts';
import type { KeptResource } from './stack-life.ts';
import { roleOf } from './stack-role.ts';

/** Makes a stack of what a destroyed one has kept, by an import; `tell` hears of each resource. */
export async function adoptStack(
  { cloudFormation }: RegionClients,
  { name: StackName, id, kept }: DestroyedStack,
  tell: (text: string) => void,
): Promise<void> {
  const role = await roleOf(cloudFormation, id);
  const { TemplateBody = '' } = await cloudFormation.send(
    new GetTemplateCommand({ StackName: id, TemplateStage: 'Original' }),
  );
  const { Id: ChangeSetName, StackId } = await cloudFormation.send(
    new CreateChangeSetCommand({
      StackName,
      // One that failed stays with its name.
      ChangeSetName: `palisade-adopt-${Date.now()}`,
      ChangeSetType: 'IMPORT',
      TemplateBody: JSON.stringify(keptPart(JSON.parse(TemplateBody), kept)),
      ResourcesToImport: kept.map(toImport),
      ...(role !== undefined && { RoleARN: role }),
    }),
  );
  await ready(cloudFormation, StackName, ChangeSetName);
  await cloudFormation.send(new ExecuteChangeSetCommand({ StackName, ChangeSetName }));
  await imported(cloudFormation, StackName, StackId);
  for (const { type, physicalId } of kept) tell(`${StackName}: adopted ${type} ${physicalId}`);
}

interface Template {
  readonly Mappings?: object;
  readonly Resources: Readonly<Record<string, object>>;
}

/** The template of nothing but what was kept. Kept resources refer to nothing else, as a test of all stacks says. */
function keptPart({ Mappings, Resources }: Template, kept: readonly KeptResource[]): Template {
  const entries = kept.map(({ logicalId }) => {
    // What a resource waited for in its creation is of no account any more.
    const { DependsOn: _, ...resource } = Resources[logicalId] as { readonly DependsOn?: unknown };
    return [logicalId, resource] as const;
  });
  return { ...(Mappings && { Mappings }), Resources: Object.fromEntries(entries) };
}

function toImport({ type, physicalId, logicalId }: KeptResource): ResourceToImport {
  const identifier = (listed.identifiers as Readonly<Record<string, string>>)[type];
  if (identifier === undefined) throw new Error(`import-identifiers.json has no ${type}`);
  return {
    ResourceType: type,
    LogicalResourceId: logicalId,
    ResourceIdentifier: { [identifier]: physicalId },
  };
}

type Client = RegionClients['cloudFormation'];

async function ready(client: Client, StackName: string, ChangeSetName: string | undefined): Promise<void> {
  for (;;) {
    const { Status, StatusReason = '' } = await client.send(
      new DescribeChangeSetCommand({ StackName, ChangeSetName }),
    );
    if (Status === 'CREATE_COMPLETE') return;
    if (Status === 'FAILED') {
      throw new UsageError(`CloudFormation cannot take over what ${StackName} has kept: ${StatusReason}`);
    }
    await sleep(1000);
  }
}

async function imported(client: Client, name: string, StackName: string | undefined): Promise<void> {
  for (;;) {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName }));
    const { StackStatus = '', StackStatusReason = '' } = Stacks[0] ?? {};
    if (StackStatus === 'IMPORT_COMPLETE') return;
    if (!StackStatus.endsWith('_IN_PROGRESS')) {
      throw new UsageError(`CloudFormation could not take over what ${name} has kept: ${StackStatusReason}`);
    }
    await sleep(1000);
  }
}
