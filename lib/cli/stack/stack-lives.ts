import {
  type CloudFormationClient,
  paginateDescribeStackEvents,
  paginateListStacks,
  type StackSummary,
} from '@aws-sdk/client-cloudformation';
import type { StackGroup } from './stack-group.ts';
import type { StackEvent, StackLife } from './stack-life.ts';

/** The lives of each stack of a group, newest first: deleted ones too, for 90 days. */
export async function stackLives(
  client: CloudFormationClient,
  { includes }: StackGroup,
): Promise<ReadonlyMap<string, readonly StackLife[]>> {
  const found = new Map<string, StackLife[]>();
  for (const { StackId: id = '', StackName: name = '', StackStatus } of await summariesOf(client, includes)) {
    const life = { id, name, status: StackStatus ?? '', events: await eventsOf(client, id) };
    found.set(name, [...(found.get(name) ?? []), life]);
  }
  return found;
}

async function summariesOf(
  client: CloudFormationClient,
  includes: StackGroup['includes'],
): Promise<readonly StackSummary[]> {
  const found: StackSummary[] = [];
  for await (const { StackSummaries = [] } of paginateListStacks({ client }, {})) {
    found.push(...StackSummaries.filter(({ StackName = '' }) => includes(StackName)));
  }
  const createdAt = ({ CreationTime }: StackSummary) => CreationTime?.getTime() ?? 0;
  return found.sort((one, other) => createdAt(other) - createdAt(one));
}

/** All events of a stack that are kept, oldest first. */
export async function eventsOf(client: CloudFormationClient, id: string): Promise<readonly StackEvent[]> {
  const events: StackEvent[] = [];
  for await (const { StackEvents = [] } of paginateDescribeStackEvents({ client }, { StackName: id })) {
    for (const event of StackEvents) {
      events.push({
        logicalId: event.LogicalResourceId ?? '',
        physicalId: event.PhysicalResourceId ?? '',
        type: event.ResourceType ?? '',
        status: event.ResourceStatus ?? '',
      });
    }
  }
  return events.reverse();
}
