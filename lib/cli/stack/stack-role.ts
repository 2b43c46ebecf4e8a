import { type CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';

/**
 * The role that CloudFormation works with for a stack, deleted ones included: whoever clears up after a deployment needs its rights
 * for no resource of their own. Nothing where the stack was deployed without one.
 */
export async function roleOf(client: CloudFormationClient, StackName: string): Promise<string | undefined> {
  const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName }));
  return Stacks[0]?.RoleARN;
}
