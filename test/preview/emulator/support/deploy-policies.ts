import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import type { Emulator } from '../../../support/emulator.ts';
import { run } from '../../../support/run.ts';
import type { Assembly } from './assembly.ts';
import { stacksIn } from './stacks.ts';

/** Makes the policies of these stacks by the template that the command writes; gives their ARNs. */
export async function deployPolicies(
  emulator: Emulator,
  assemblies: readonly Assembly[],
): Promise<readonly string[]> {
  const StackName = 'cdk-deploy-policy';
  const { code, out: TemplateBody, err } = run('deploy-policy', ...assemblies.map(({ folder }) => folder));
  if (code !== 0) throw new Error(err);
  const { status, failures } = await stacksIn(emulator).create(StackName, {}, { TemplateBody });
  if (status !== 'CREATE_COMPLETE') throw new Error(JSON.stringify(failures));
  const client = new CloudFormationClient(emulator.clientConfig);
  const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName }));
  return Stacks[0]?.Outputs?.[0]?.OutputValue?.split(',') ?? [];
}
