import { CreatePolicyCommand, CreatePolicyVersionCommand, IAMClient } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../support/emulator.ts';
import { type Assembly, synthesize } from './support/assembly.ts';
import { bootstrap, command, deploy, done } from './support/cdk.ts';

let emulator: Emulator;
let assembly: Assembly;
beforeAll(async () => {
  emulator = await startEmulator();
  assembly = synthesize();
}, 120_000);
afterAll(async () => {
  assembly.remove();
  await emulator.stop();
});

const document = (NotAction: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', NotAction, Resource: '*' }],
  });

test('a bootstrap whose policy lets CloudFormation make no table is told so by the deployment, and mended by the policy', async () => {
  const client = new IAMClient(emulator.clientConfig);
  const { Policy } = await client.send(
    new CreatePolicyCommand({ PolicyName: 'narrow', PolicyDocument: document('dynamodb:CreateTable') }),
  );
  await done(bootstrap(emulator, assembly, Policy?.Arn));
  const told = await deploy(emulator, assembly, 'boutique-prod-data');
  expect([told.code, told.text]).toEqual([
    1,
    expect.stringMatching(
      /cfn-exec-role-111111111111-eu-west-1\S* is not authorized to perform:\s+dynamodb:CreateTable/,
    ),
  ]);
  await client.send(
    new CreatePolicyVersionCommand({
      PolicyArn: Policy?.Arn,
      PolicyDocument: document('dynamodb:DeleteTable'),
      SetAsDefault: true,
    }),
  );
  expect((await command(emulator, 'stack', 'discard', '-e', 'prod')).text).toContain('discarded');
  await done(deploy(emulator, assembly, 'boutique-prod-data'));
}, 300_000);
