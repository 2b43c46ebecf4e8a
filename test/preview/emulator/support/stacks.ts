import {
  CloudFormationClient,
  CreateStackCommand,
  type CreateStackCommandInput,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import type { Emulator } from '../../../support/emulator.ts';

/** A resource of a template. */
export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly DependsOn?: string | readonly string[];
}

export type Resources = Readonly<Record<string, Resource>>;

/** What an operation with a stack has come to. */
interface Outcome {
  readonly status: string;
  /** Why resources failed, by their logical ids. */
  readonly failures: Readonly<Record<string, string>>;
}

/** Stacks of one region by CloudFormation's own API. */
export interface Stacks {
  readonly create: (
    name: string,
    resources: Resources,
    options?: Pick<CreateStackCommandInput, 'DisableRollback' | 'RoleARN' | 'TemplateBody'>,
  ) => Promise<Outcome>;
  readonly update: (name: string, resources: Resources) => Promise<Outcome>;
  readonly remove: (name: string) => Promise<Outcome>;
}

/** Speaks with CloudFormation in a region. */
export function stacksIn(emulator: Emulator, region = 'eu-west-1'): Stacks {
  const client = new CloudFormationClient(emulator.clientConfigIn(region));
  const operation = async (StackName: string, start: () => Promise<unknown>): Promise<Outcome> => {
    const before = new Set((await eventsOf(client, StackName)).map(({ EventId }) => EventId));
    await start();
    const status = await finalStatus(client, StackName);
    const events = (await eventsOf(client, StackName)).filter(({ EventId }) => !before.has(EventId));
    const failed = events.filter(({ ResourceStatus = '' }) => ResourceStatus.endsWith('FAILED'));
    return {
      status,
      failures: Object.fromEntries(
        failed.map(({ LogicalResourceId, ResourceStatusReason }) => [
          LogicalResourceId,
          ResourceStatusReason ?? '',
        ]),
      ),
    };
  };
  const input = (StackName: string, resources: Resources) => ({
    StackName,
    TemplateBody: JSON.stringify({ Resources: resources }),
    Capabilities: ['CAPABILITY_NAMED_IAM' as const],
  });
  return {
    create: (name, resources, options) =>
      operation(name, () => client.send(new CreateStackCommand({ ...input(name, resources), ...options }))),
    update: (name, resources) =>
      operation(name, () => client.send(new UpdateStackCommand(input(name, resources)))),
    remove: (name) => operation(name, () => client.send(new DeleteStackCommand({ StackName: name }))),
  };
}

/** The events of a stack, oldest first; none where there is no such stack. */
async function eventsOf(client: CloudFormationClient, StackName: string) {
  try {
    const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName }));
    return StackEvents.reverse();
  } catch (error) {
    if ((error as Error).name === 'ValidationError') return [];
    throw error;
  }
}

async function finalStatus(client: CloudFormationClient, StackName: string): Promise<string> {
  for (;;) {
    const status = await statusOf(client, StackName);
    if (!status.endsWith('_IN_PROGRESS')) return status;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function statusOf(client: CloudFormationClient, StackName: string): Promise<string> {
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName }));
    return Stacks[0]?.StackStatus ?? 'DELETE_COMPLETE';
  } catch (error) {
    // A deleted stack is known by its id only.
    if ((error as Error).name === 'ValidationError') return 'DELETE_COMPLETE';
    throw error;
  }
}
