import { randomUUID } from 'node:crypto';
import { Agent } from 'node:http';
import {
  ConditionalCheckFailedException,
  CreateTableCommand,
  DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../support/emulator.ts';

// A machine that is busy with other tests takes its time.
jest.setTimeout(60_000);

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
}, 120_000);
afterAll(() => emulator.stop());

async function createTable(client: DynamoDBClient, name: string): Promise<string> {
  const { TableDescription } = await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    }),
  );
  return TableDescription?.LatestStreamArn ?? '';
}

describe('DynamoDB', () => {
  test('lets one of a thousand conditional writes at once win, and refuses no connection', async () => {
    const client = new DynamoDBClient({
      ...emulator.clientConfig,
      requestHandler: { httpAgent: new Agent({ maxSockets: 1000 }) },
    });
    const streamArn = await createTable(client, 'race');
    const outcomes = await Promise.allSettled(
      Array.from({ length: 1000 }, (_, writer) =>
        client.send(
          new PutItemCommand({
            TableName: 'race',
            Item: { pk: { S: 'one' }, writer: { N: String(writer) } },
            ConditionExpression: 'attribute_not_exists(pk)',
          }),
        ),
      ),
    );
    const refused = outcomes.filter((each) => each.status === 'rejected').map(({ reason }) => reason);
    expect(refused.filter((reason) => !(reason instanceof ConditionalCheckFailedException))).toEqual([]);
    expect(refused).toHaveLength(999);
    expect(await recordsOf(streamArn)).toHaveLength(1);
  }, 60_000);

  test('streams each change with the item before and after it', async () => {
    const client = new DynamoDBClient(emulator.clientConfig);
    const streamArn = await createTable(client, 'streamed');
    for (const state of ['open', 'paid']) {
      await client.send(
        new PutItemCommand({ TableName: 'streamed', Item: { pk: { S: 'order' }, state: { S: state } } }),
      );
    }
    const changes = (await recordsOf(streamArn)).map(({ eventName, dynamodb }) => [
      eventName,
      dynamodb?.OldImage?.['state']?.S,
      dynamodb?.NewImage?.['state']?.S,
    ]);
    expect(changes).toEqual([
      ['INSERT', undefined, 'open'],
      ['MODIFY', 'open', 'paid'],
    ]);
  });
});

async function recordsOf(streamArn: string) {
  const client = new DynamoDBStreamsClient(emulator.clientConfig);
  const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn: streamArn }));
  const { ShardIterator } = await client.send(
    new GetShardIteratorCommand({
      StreamArn: streamArn,
      ShardId: StreamDescription?.Shards?.[0]?.ShardId,
      ShardIteratorType: 'TRIM_HORIZON',
    }),
  );
  return (await client.send(new GetRecordsCommand({ ShardIterator }))).Records ?? [];
}

describe('SQS', () => {
  test('delivers to a receiver that waits, by an address of its own', async () => {
    const client = new SQSClient(emulator.clientConfig);
    const { QueueUrl = '' } = await client.send(new CreateQueueCommand({ QueueName: 'events' }));
    expect(QueueUrl).toBe(`${emulator.endpoint}/111111111111/events`);
    const received = client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello' }));
    expect((await received).Messages?.map(({ Body }) => Body)).toEqual(['hello']);
  });

  test('moves what was received too often to the dead letters', async () => {
    const client = new SQSClient(emulator.clientConfig);
    const dead = await client.send(new CreateQueueCommand({ QueueName: 'dead' }));
    const redrive = { deadLetterTargetArn: 'arn:aws:sqs:eu-west-1:111111111111:dead', maxReceiveCount: 1 };
    const { QueueUrl } = await client.send(
      new CreateQueueCommand({
        QueueName: 'fragile',
        Attributes: { VisibilityTimeout: '0', RedrivePolicy: JSON.stringify(redrive) },
      }),
    );
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: randomUUID() }));
    const counts = [];
    for (const url of [QueueUrl, QueueUrl, dead.QueueUrl]) {
      const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl: url }));
      counts.push(Messages.length);
    }
    expect(counts).toEqual([1, 0, 1]);
  });
});

test('forgets everything when it is reset', async () => {
  const client = new DynamoDBClient(emulator.clientConfig);
  await createTable(client, 'forgotten');
  await emulator.reset();
  await createTable(client, 'forgotten');
});
