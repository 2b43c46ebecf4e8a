import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import {
  CreateRoleCommand,
  DeleteRolePolicyCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { account, type Emulator, startEmulator } from '../../support/emulator.ts';
import { table } from './support/named.ts';
import { callerWith, type Statement } from './support/role.ts';
import { type Resources, stacksIn } from './support/stacks.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
}, 120_000);
beforeEach(() => emulator.reset());
afterAll(() => emulator.stop());

const roleArn = `arn:aws:iam::${account}:role/deployment`;
const trust = (service: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  });
const allow = (Action: string | readonly string[], Resource = '*', rest: Statement = {}): Statement => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...rest,
});

/** Makes the role that stacks are given. */
async function roleWith(statements: readonly Statement[], service = 'cloudformation.amazonaws.com') {
  const client = new IAMClient(emulator.clientConfig);
  await client.send(
    new CreateRoleCommand({ RoleName: 'deployment', AssumeRolePolicyDocument: trust(service) }),
  );
  await client.send(new PutRolePolicyCommand(policyWith(statements)));
}

const policyWith = (Statement: readonly Statement[]) => ({
  RoleName: 'deployment',
  PolicyName: 'rights',
  PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
});

const queue = { Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'boutique-prod-queue' } } };
const lambdaRole: Resources = {
  Role: {
    Type: 'AWS::IAM::Role',
    Properties: { AssumeRolePolicyDocument: JSON.parse(trust('lambda.amazonaws.com')) },
  },
};
const functionOfRole: Resources = {
  ...lambdaRole,
  Function: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName: 'f',
      Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Code: { ZipFile: 'exports.handler = async () => 1;' },
    },
  },
};

/** Creates a stack with the role; gives its status and why resources failed. */
async function create(resources: Resources, client = new CloudFormationClient(emulator.clientConfig)) {
  const { StackId: StackName } = await client.send(
    new CreateStackCommand({
      StackName: 'stack',
      RoleARN: roleArn,
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      TemplateBody: JSON.stringify({ Resources: resources }),
    }),
  );
  const root = new CloudFormationClient(emulator.clientConfig);
  for (;;) {
    const { Stacks = [] } = await root.send(new DescribeStacksCommand({ StackName }));
    const { StackStatus = '', RoleARN } = Stacks[0] ?? {};
    if (StackStatus.endsWith('_IN_PROGRESS')) continue;
    const { StackEvents = [] } = await root.send(new DescribeStackEventsCommand({ StackName }));
    const failed = StackEvents.filter(({ ResourceStatus = '' }) => ResourceStatus.endsWith('_FAILED'));
    return {
      status: StackStatus,
      role: RoleARN,
      reasons: failed.map(({ ResourceStatusReason = '' }) => ResourceStatusReason),
    };
  }
}

describe('CloudFormation acts with the rights of the role of the stack', () => {
  test.each<[string, readonly Statement[], Resources]>([
    ['everything', [allow('*')], { ...queue, ...functionOfRole }],
    ['what the one resource needs', [allow('sqs:CreateQueue')], queue],
    [
      'what the one resource needs, by its name',
      [allow('sqs:CreateQueue', `arn:aws:sqs:eu-west-1:${account}:boutique-*`)],
      queue,
    ],
    [
      'a role of a made-up name, by the name of the stack',
      [allow('iam:CreateRole', `arn:aws:iam::${account}:role/stack-*`)],
      lambdaRole,
    ],
  ])('which allow %s', async (_, statements, resources) => {
    await roleWith(statements);
    expect(await create(resources)).toEqual({ status: 'CREATE_COMPLETE', role: roleArn, reasons: [] });
  });

  test.each<[string, readonly Statement[], Resources, string]>([
    ['anything of a service', [allow('sns:*')], queue, 'sqs:CreateQueue'],
    [
      'the resource by another name',
      [allow('sqs:*', `arn:aws:sqs:eu-west-1:${account}:atelier-*`)],
      queue,
      'sqs:CreateQueue',
    ],
    [
      'what they refuse beside an allowance',
      [allow('*'), { ...allow('sqs:CreateQueue'), Effect: 'Deny' }],
      queue,
      'sqs:CreateQueue',
    ],
    [
      'a table that a handler makes without a call of the service',
      [allow('sqs:*')],
      { Table: { Type: 'AWS::DynamoDB::Table', Properties: table('table') } },
      'dynamodb:CreateTable',
    ],
    [
      'what a handler calls beside',
      [allow('ec2:*', '*'), { ...allow('ec2:CreateManagedPrefixList'), Effect: 'Deny' }],
      {
        List: {
          Type: 'AWS::EC2::PrefixList',
          Properties: { PrefixListName: 'list', AddressFamily: 'IPv4', MaxEntries: 1 },
        },
      },
      'ec2:CreateManagedPrefixList',
    ],
    [
      'a type of which no service is emulated',
      [allow('sqs:*')],
      { Detector: { Type: 'AWS::GuardDuty::Detector', Properties: { Enable: true } } },
      'guardduty:CreateDetector',
    ],
    [
      'a function without passing its role on',
      [allow(['lambda:*', 'iam:CreateRole', 'iam:DeleteRole', 'iam:GetRole'])],
      functionOfRole,
      'iam:PassRole',
    ],
  ])('which do not allow %s, and the stack is rolled back', async (_, statements, resources, action) => {
    await roleWith(statements);
    const { status, reasons } = await create(resources);
    expect([status, reasons[0]]).toEqual([
      expect.stringMatching(/^ROLLBACK_/),
      expect.stringContaining(`is not authorized to perform: ${action}`),
    ]);
  });

  test('which a condition that is not evaluated ends with an error', async () => {
    const Condition = { StringEquals: { 'aws:CalledVia': 'cloudformation.amazonaws.com' } };
    await roleWith([allow('sqs:*', '*', { Condition })]);
    expect((await create(queue)).reasons[0]).toContain('the condition key aws:CalledVia is not known');
  });

  test('in a deletion, too', async () => {
    await roleWith([allow('*')]);
    await create(functionOfRole);
    const client = new IAMClient(emulator.clientConfig);
    await client.send(new DeleteRolePolicyCommand({ RoleName: 'deployment', PolicyName: 'rights' }));
    await client.send(new PutRolePolicyCommand(policyWith([allow('iam:*')])));
    const { status, failures } = await stacksIn(emulator).remove('stack');
    expect([status, failures['Function']]).toEqual([
      'DELETE_FAILED',
      expect.stringContaining('is not authorized to perform: lambda:DeleteFunction'),
    ]);
  });
});

describe('a role is refused', () => {
  test('that does not trust CloudFormation, or does not exist', async () => {
    const sentence = `Role ${roleArn} is invalid or cannot be assumed`;
    await expect(create(queue)).rejects.toThrow(sentence);
    await roleWith([allow('*')], 'lambda.amazonaws.com');
    await expect(create(queue)).rejects.toThrow(sentence);
  });

  test('to a caller who may not pass it on', async () => {
    await roleWith([allow('*')]);
    const passing = [allow('cloudformation:*'), allow('iam:PassRole', roleArn)];
    const may = new CloudFormationClient(await callerWith(emulator, 'may', passing));
    const mayNot = new CloudFormationClient(await callerWith(emulator, 'may-not', passing.slice(0, 1)));
    await expect(create(queue, mayNot)).rejects.toThrow('is not authorized to perform: iam:PassRole');
    expect((await create(queue, may)).status).toBe('CREATE_COMPLETE');
  });
});

test('without a role, CloudFormation acts with the rights of whoever asks', async () => {
  const config = await callerWith(emulator, 'caller', [allow('cloudformation:*')]);
  const client = new CloudFormationClient(config);
  await client.send(
    new CreateStackCommand({ StackName: 'stack', TemplateBody: JSON.stringify({ Resources: queue }) }),
  );
  const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName: 'stack' }));
  const failed = StackEvents.filter(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED');
  expect(failed.map(({ ResourceStatusReason }) => ResourceStatusReason)).toEqual([
    expect.stringContaining(
      `assumed-role/caller/caller is not authorized to perform: sqs:CreateQueue on resource: arn:aws:sqs:eu-west-1:${account}:boutique-prod-queue`,
    ),
  ]);
});
