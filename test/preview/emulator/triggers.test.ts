import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import {
  PutSecretValueCommand,
  RotateSecretCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { ReceiveMessageCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { account, type Emulator, startEmulator } from '../../support/emulator.ts';
import { twoSubnets } from './support/named.ts';
import { arnOf, policy, recordingFunctions, trust, until } from './support/recording-functions.ts';
import { type Resource, type Stacks, stacksIn } from './support/stacks.ts';

let emulator: Emulator;
let stacks: Stacks;
const { functionOf, eventsOf, remove } = recordingFunctions();
beforeAll(async () => {
  emulator = await startEmulator();
  stacks = stacksIn(emulator);
}, 120_000);
afterAll(async () => {
  await emulator.stop();
  remove();
});

const created = { status: 'CREATE_COMPLETE', failures: {} };

const permission = (name: string, Principal: string): Resource => ({
  Type: 'AWS::Lambda::Permission',
  Properties: { FunctionName: { Ref: name }, Action: 'lambda:InvokeFunction', Principal },
});

test('a queue brings again only the messages that its function failed at, and then to the dead letters', async () => {
  const failing = `({ batchItemFailures: event.Records.filter(({ body }) => body === 'bad')
    .map(({ messageId }) => ({ itemIdentifier: messageId })) })`;
  expect(
    await stacks.create('queue', {
      ...functionOf('worker', failing),
      Dead: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'dead' } },
      Queue: {
        Type: 'AWS::SQS::Queue',
        Properties: {
          QueueName: 'work',
          VisibilityTimeout: 1,
          RedrivePolicy: { deadLetterTargetArn: arnOf('Dead'), maxReceiveCount: 2 },
        },
      },
      Source: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: {
          EventSourceArn: arnOf('Queue'),
          FunctionName: { Ref: 'worker' },
          FunctionResponseTypes: ['ReportBatchItemFailures'],
        },
      },
    }),
  ).toEqual(created);
  const client = new SQSClient(emulator.clientConfig);
  const urlOf = (name: string) => `${emulator.endpoint}/${account}/${name}`;
  const Entries = ['good', 'bad'].map((MessageBody) => ({ Id: MessageBody, MessageBody }));
  await client.send(new SendMessageBatchCommand({ QueueUrl: urlOf('work'), Entries }));
  let dead: readonly (string | undefined)[] = [];
  await until(async () => {
    const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl: urlOf('dead') }));
    dead = Messages.map(({ Body }) => Body);
    return dead.length > 0;
  });
  expect(dead).toEqual(['bad']);
  const bodies = eventsOf('worker').flatMap(({ Records }) =>
    (Records as readonly { readonly body: string }[]).map(({ body }) => body),
  );
  expect(bodies.sort()).toEqual(['bad', 'bad', 'good']);
});

test('a rule invokes the function that admits events, and no other', async () => {
  const rule = (name: string): Resource => ({
    Type: 'AWS::Events::Rule',
    Properties: {
      EventPattern: { source: ['shop'], detail: { state: ['paid'] } },
      Targets: [{ Id: name, Arn: arnOf(name) }],
    },
  });
  expect(
    await stacks.create('rules', {
      ...functionOf('admitting'),
      ...functionOf('closed'),
      Permission: permission('admitting', 'events.amazonaws.com'),
      First: rule('closed'),
      Second: rule('admitting'),
    }),
  ).toEqual(created);
  const event = (state: string) => ({
    Source: 'shop',
    DetailType: 'order',
    Detail: JSON.stringify({ state }),
  });
  await new EventBridgeClient(emulator.clientConfig).send(
    new PutEventsCommand({ Entries: [event('open'), event('paid')] }),
  );
  await until(() => eventsOf('admitting').length > 0);
  expect(eventsOf('admitting')).toEqual([expect.objectContaining({ detail: { state: 'paid' } })]);
  expect(eventsOf('closed')).toEqual([]);
  expect((await emulator.journal()).map(({ error }) => error)).toContain(
    "the function's policy does not admit events.amazonaws.com",
  );
});

test('a schedule invokes its function at its time', async () => {
  const soon = new Date(Date.now() + 2000).toISOString().slice(0, 19);
  expect(
    await stacks.create('schedule', {
      ...functionOf('scheduled'),
      Scheduler: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: trust('scheduler.amazonaws.com'),
          Policies: [{ PolicyName: 'invoke', PolicyDocument: policy('lambda:InvokeFunction') }],
        },
      },
      Schedule: {
        Type: 'AWS::Scheduler::Schedule',
        Properties: {
          ScheduleExpression: `at(${soon})`,
          FlexibleTimeWindow: { Mode: 'OFF' },
          Target: { Arn: arnOf('scheduled'), RoleArn: arnOf('Scheduler'), Input: '{"work":"nightly"}' },
        },
      },
    }),
  ).toEqual(created);
  await until(() => eventsOf('scheduled').length > 0);
  expect(eventsOf('scheduled')).toEqual([{ work: 'nightly' }]);
});

const steps = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'];

test.each([
  ['goes through the four steps of its function', 'rotation', 'undefined', steps],
  [
    'ends at the first step that fails',
    'failing',
    `event.Step === 'setSecret' ? Promise.reject(new Error('no')) : undefined`,
    steps.slice(0, 2),
  ],
])('a rotation %s', async (_, name, answer, expected) => {
  expect(
    await stacks.create(name, {
      ...functionOf(name, answer),
      Permission: permission(name, 'secretsmanager.amazonaws.com'),
      Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: name } },
    }),
  ).toEqual(created);
  const client = new SecretsManagerClient(emulator.clientConfig);
  await client.send(new PutSecretValueCommand({ SecretId: name, SecretString: 'first' }));
  const { ARN, VersionId } = await client.send(
    new RotateSecretCommand({
      SecretId: name,
      RotationLambdaARN: `arn:aws:lambda:eu-west-1:${account}:function:${name}`,
      RotationRules: { AutomaticallyAfterDays: 30 },
    }),
  );
  const done = async () => (await emulator.journal()).filter(({ secret }) => secret === name);
  await until(async () => (await done()).length === expected.length);
  expect(eventsOf(name)).toEqual(
    expected.map((Step) => ({ Step, SecretId: ARN, ClientRequestToken: VersionId })),
  );
  const failed = (await done()).filter(({ error }) => error !== undefined);
  expect(failed).toHaveLength(expected.length === steps.length ? 0 : 1);
});

test('a secret cannot be given a function that does not admit Secrets Manager', async () => {
  const { failures } = await stacks.create('closed-rotation', {
    ...functionOf('closedRotation'),
    Secret: { Type: 'AWS::SecretsManager::Secret', Properties: {} },
    Schedule: {
      Type: 'AWS::SecretsManager::RotationSchedule',
      Properties: { SecretId: { Ref: 'Secret' }, RotationLambdaARN: arnOf('closedRotation') },
    },
  });
  expect(failures['Schedule']).toContain('cannot invoke the specified Lambda function');
});

test('a load balancer reaches the function behind it, which has to admit it', async () => {
  const answer = `({ statusCode: 200, headers: { 'content-type': 'text/plain' }, body: 'hello' })`;
  const group = (after: readonly string[]): Resource => ({
    Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
    Properties: { TargetType: 'lambda', Targets: [{ Id: arnOf('behind') }] },
    DependsOn: after,
  });
  const { failures } = await stacks.create('closed-ingress', { ...functionOf('behind'), Group: group([]) });
  expect(failures['Group']).toContain('does not have permission to invoke');
  await stacks.remove('closed-ingress');
  expect(
    await stacks.create('ingress', {
      ...twoSubnets(),
      ...functionOf('behind', answer),
      Permission: permission('behind', 'elasticloadbalancing.amazonaws.com'),
      Group: group(['Permission']),
      Balancer: {
        Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
        Properties: { Name: 'inner', Scheme: 'internal', Subnets: [{ Ref: 'First' }, { Ref: 'Second' }] },
      },
      Listener: {
        Type: 'AWS::ElasticLoadBalancingV2::Listener',
        Properties: {
          LoadBalancerArn: { Ref: 'Balancer' },
          Port: 80,
          Protocol: 'HTTP',
          DefaultActions: [{ Type: 'forward', TargetGroupArn: { Ref: 'Group' } }],
        },
      },
    }),
  ).toEqual(created);
  const answered = await fetch(`${emulator.endpoints['eu-west-1']}/_alb/inner/callbacks/stripe`, {
    method: 'POST',
    body: 'body',
  });
  expect([answered.status, await answered.text()]).toEqual([200, 'hello']);
  expect(eventsOf('behind')).toEqual([
    expect.objectContaining({ httpMethod: 'POST', path: '/callbacks/stripe' }),
  ]);
});
