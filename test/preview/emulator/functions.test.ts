import { BatchWriteItemCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetFunctionConcurrencyCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { account, type Emulator, startEmulator } from '../../support/emulator.ts';
import { table } from './support/named.ts';
import { arnOf, recordingFunctions, until } from './support/recording-functions.ts';
import { type Stacks, stacksIn } from './support/stacks.ts';

const { functionOf, eventsOf, remove } = recordingFunctions();
let emulator: Emulator;
let stacks: Stacks;
beforeAll(async () => {
  emulator = await startEmulator();
  stacks = stacksIn(emulator);
}, 120_000);
afterAll(async () => {
  await emulator.stop();
  remove();
});

const created = { status: 'CREATE_COMPLETE', failures: {} };

async function answerOf(FunctionName: string): Promise<unknown> {
  const client = new LambdaClient(emulator.clientConfig);
  const { Payload } = await client.send(new InvokeCommand({ FunctionName, Payload: '{}' }));
  return JSON.parse(Buffer.from(Payload ?? []).toString());
}

test('a function reads the file of its layer, and with the next version of the layer the next file', async () => {
  const client = new S3Client({ ...emulator.clientConfig, forcePathStyle: true });
  await stacks.create('archives', { B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'archives' } } });
  const resourcesWith = async (price: number) => {
    const Key = `catalogue-${price}.zip`;
    const Body = zipSync({ 'catalogue.json': strToU8(JSON.stringify([{ slug: 'moss-mug', price }])) });
    await client.send(new PutObjectCommand({ Bucket: 'archives', Key, Body }));
    return {
      Layer: {
        Type: 'AWS::Lambda::LayerVersion',
        Properties: { Content: { S3Bucket: 'archives', S3Key: Key } },
      },
      ...functionOf('layered', `JSON.parse(require('node:fs').readFileSync('/opt/catalogue.json', 'utf8'))`, {
        Layers: [{ Ref: 'Layer' }],
      }),
    };
  };
  expect(await stacks.create('layers', await resourcesWith(2800))).toEqual(created);
  expect(await answerOf('layered')).toEqual([{ slug: 'moss-mug', price: 2800 }]);
  expect((await stacks.update('layers', await resourcesWith(2900))).status).toBe('UPDATE_COMPLETE');
  expect(await answerOf('layered')).toEqual([{ slug: 'moss-mug', price: 2900 }]);
});

test('a function has the variables of its environment, its name and the region, and the credentials of its role', async () => {
  const names = ['SHOP_URL', 'AWS_LAMBDA_FUNCTION_NAME', 'AWS_REGION'];
  const told = `({
    variables: ${JSON.stringify(names)}.map((name) => process.env[name]),
    isSession: Boolean(process.env.AWS_SESSION_TOKEN),
  })`;
  const Environment = { Variables: { SHOP_URL: 'https://shop.boutique.example' } };
  expect(await stacks.create('variables', functionOf('variable', told, { Environment }))).toEqual(created);
  expect(await answerOf('variable')).toEqual({
    variables: ['https://shop.boutique.example', 'variable', 'eu-west-1'],
    isSession: true,
  });
});

test('a stream brings each change of a table to its function', async () => {
  expect(
    await stacks.create('stream', {
      ...functionOf('streamed'),
      Table: {
        Type: 'AWS::DynamoDB::Table',
        Properties: {
          ...table('orders'),
          StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
        },
      },
      Source: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: {
          EventSourceArn: { 'Fn::GetAtt': ['Table', 'StreamArn'] },
          FunctionName: { Ref: 'streamed' },
          StartingPosition: 'TRIM_HORIZON',
        },
      },
    }),
  ).toEqual(created);
  const client = new DynamoDBClient(emulator.clientConfig);
  for (const state of ['open', 'paid']) {
    const Item = { pk: { S: 'ORDER#1' }, state: { S: state } };
    await client.send(new PutItemCommand({ TableName: 'orders', Item }));
  }
  const changes = () =>
    eventsOf('streamed')
      .flatMap(({ Records }) => Records as readonly StreamRecord[])
      .map(({ eventName, dynamodb }) => [eventName, dynamodb.NewImage.state.S]);
  await until(() => changes().length > 1);
  expect(changes()).toEqual([
    ['INSERT', 'open'],
    ['MODIFY', 'paid'],
  ]);
});

test('a stream brings again what its function names as failed, and gives it up after the attempts of its mapping', async () => {
  const failing = `({ batchItemFailures: event.Records
    .filter(({ dynamodb }) => dynamodb.NewImage.state.S === 'broken')
    .map(({ dynamodb }) => ({ itemIdentifier: dynamodb.SequenceNumber })) })`;
  const resources = {
    ...functionOf('partial', failing),
    Lost: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'lost' } },
    Parts: {
      Type: 'AWS::DynamoDB::Table',
      Properties: { ...table('parts'), StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' } },
    },
    Source: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        EventSourceArn: { 'Fn::GetAtt': ['Parts', 'StreamArn'] },
        FunctionName: { Ref: 'partial' },
        StartingPosition: 'TRIM_HORIZON',
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        MaximumRetryAttempts: 1,
        DestinationConfig: { OnFailure: { Destination: arnOf('Lost') } },
      },
    },
  };
  expect(await stacks.create('parts', resources)).toEqual(created);
  const client = new DynamoDBClient(emulator.clientConfig);
  const states = ['first', 'broken', 'last'];
  const writes = states.map((state) => ({ PutRequest: { Item: { pk: { S: state }, state: { S: state } } } }));
  await client.send(new BatchWriteItemCommand({ RequestItems: { parts: writes } }));
  const shown = () =>
    eventsOf('partial').map(({ Records }) =>
      (Records as readonly StreamRecord[]).map(({ dynamodb }) => dynamodb.NewImage.state.S),
    );
  await until(() => shown().at(-1)?.[0] === 'last');
  const count = (state: string) =>
    shown()
      .flat()
      .filter((each) => each === state).length;
  expect([count('first'), count('broken')]).toEqual([1, 2]);
  const queue = { QueueUrl: `${emulator.endpoint}/${account}/lost` };
  const { Messages = [] } = await new SQSClient(emulator.clientConfig).send(new ReceiveMessageCommand(queue));
  expect(Messages.map(({ Body = '' }) => JSON.parse(Body))).toMatchObject([
    { requestContext: { condition: 'RetryAttemptsExhausted' }, DDBStreamBatchInfo: { batchSize: 1 } },
  ]);
}, 60_000);

interface StreamRecord {
  readonly eventName: string;
  readonly dynamodb: { readonly NewImage: { readonly state: { readonly S: string } } };
}

test('executions are reserved for a function while its template asks for them', async () => {
  const reserved = async () => {
    const client = new LambdaClient(emulator.clientConfig);
    const answer = await client.send(new GetFunctionConcurrencyCommand({ FunctionName: 'reserved' }));
    return answer.ReservedConcurrentExecutions;
  };
  const resources = (properties: Readonly<Record<string, unknown>>) =>
    functionOf('reserved', 'undefined', properties);
  const asking = resources({ ReservedConcurrentExecutions: 7 });
  expect(await stacks.create('reserved', asking)).toEqual(created);
  expect(await reserved()).toBe(7);
  expect((await stacks.update('reserved', resources({ Timeout: 5 }))).status).toBe('UPDATE_COMPLETE');
  expect(await reserved()).toBeUndefined();
});

test('a custom resource gives what its function answers, and is told of its change and its deletion', async () => {
  const answer = `fetch(event.ResponseURL, {
    method: 'PUT',
    body: JSON.stringify({
      Status: 'SUCCESS',
      PhysicalResourceId: 'release',
      StackId: event.StackId,
      RequestId: event.RequestId,
      LogicalResourceId: event.LogicalResourceId,
      Data: { Digest: event.ResourceProperties.Text + '-digest' },
    }),
  }).then(() => undefined)`;
  const resources = (Text: string) => ({
    ...functionOf('custom', answer),
    Release: { Type: 'Custom::Release', Properties: { ServiceToken: arnOf('custom'), Text } },
    Parameter: {
      Type: 'AWS::SSM::Parameter',
      Properties: { Name: '/digest', Type: 'String', Value: { 'Fn::GetAtt': ['Release', 'Digest'] } },
    },
  });
  expect(await stacks.create('custom', resources('first'))).toEqual(created);
  const parameterValue = async () =>
    (await emulator.resources('custom')).find(({ logicalId }) => logicalId === 'Parameter')?.properties[
      'Value'
    ];
  expect(await parameterValue()).toBe('first-digest');
  expect((await stacks.update('custom', resources('second'))).status).toBe('UPDATE_COMPLETE');
  expect(await parameterValue()).toBe('second-digest');
  expect((await stacks.remove('custom')).status).toBe('DELETE_COMPLETE');
  const events = eventsOf('custom').map(({ RequestType, ResourceProperties }) => [
    RequestType,
    (ResourceProperties as { readonly Text: string }).Text,
  ]);
  expect(events).toEqual([
    ['Create', 'first'],
    ['Update', 'second'],
    ['Delete', 'second'],
  ]);
});
