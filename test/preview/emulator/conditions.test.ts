import { randomUUID } from 'node:crypto';
import {
  BatchGetItemCommand,
  DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../support/emulator.ts';
import { table } from './support/named.ts';
import { type CallerConfig, callerWith, type Statement } from './support/role.ts';
import { stacksIn } from './support/stacks.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
  const { status, failures } = await stacksIn(emulator).create('stores', {
    Table: { Type: 'AWS::DynamoDB::Table', Properties: table('table') },
    Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'bucket' } },
  });
  if (status !== 'CREATE_COMPLETE') throw new Error(JSON.stringify(failures));
}, 120_000);
afterAll(() => emulator.stop());

type Call = (config: CallerConfig) => Promise<unknown>;

const Key = (value: string) => ({ pk: { S: value } });
const get =
  (value: string): Call =>
  (config) =>
    new DynamoDBClient(config).send(new GetItemCommand({ TableName: 'table', Key: Key(value) }));
const batch: Call = (config) =>
  new DynamoDBClient(config).send(
    new BatchGetItemCommand({ RequestItems: { table: { Keys: [Key('order#1'), Key('refund#1')] } } }),
  );
const query =
  (value: string): Call =>
  (config) =>
    new DynamoDBClient(config).send(
      new QueryCommand({
        TableName: 'table',
        KeyConditionExpression: '#key = :value',
        ExpressionAttributeNames: { '#key': 'pk' },
        ExpressionAttributeValues: { ':value': { S: value } },
      }),
    );
const transaction =
  (...values: readonly string[]): Call =>
  (config) =>
    new DynamoDBClient(config).send(
      new TransactWriteItemsCommand({
        TransactItems: values.map((value) => ({ Put: { TableName: 'table', Item: Key(value) } })),
      }),
    );
const scan: Call = (config) => new DynamoDBClient(config).send(new ScanCommand({ TableName: 'table' }));
const put =
  (IfNoneMatch?: string): Call =>
  (config) =>
    new S3Client({ ...config, forcePathStyle: true }).send(
      new PutObjectCommand({ Bucket: 'bucket', Key: randomUUID(), Body: 'content', IfNoneMatch }),
    );

const allow = (Action: string, Condition?: Statement): Statement => ({
  Effect: 'Allow',
  Action,
  Resource: '*',
  ...(Condition && { Condition }),
});
const deny = (Action: string, Condition: Statement): Statement => ({
  ...allow(Action, Condition),
  Effect: 'Deny',
});

let callers = 0;

/** What a function's call comes to that has these rights, and the sentence of an error that is no refusal. */
async function outcomeOf(call: Call, statements: readonly Statement[]): Promise<string> {
  callers += 1;
  const config = await callerWith(emulator, `caller-${callers}`, statements);
  return call(config).then(
    () => 'allowed',
    ({ name, message }: Error) => (name.startsWith('AccessDenied') ? 'refused' : `${name}: ${message}`),
  );
}

describe('a condition that nobody here knows allows nothing and refuses nothing: the call ends with an error', () => {
  test.each<[string, readonly Statement[], string]>([
    [
      'by an operator, in a refusal',
      [allow('*'), deny('dynamodb:*', { StringResembles: { 'aws:RequestedRegion': 'nowhere' } })],
      'the condition operator StringResembles',
    ],
    [
      'by a key, in a refusal',
      [allow('*'), deny('dynamodb:*', { StringEquals: { 'aws:SourceVpce': 'vpce-1' } })],
      'the condition key aws:SourceVpce',
    ],
    [
      'by a key, in an allowance where AWS gives it a value',
      [allow('dynamodb:GetItem', { StringEquals: { 'aws:SourceVpce': 'vpce-1' } })],
      'the condition key aws:SourceVpce',
    ],
    [
      'by a key, where its absence would allow',
      [allow('dynamodb:GetItem', { StringEqualsIfExists: { 'aws:SourceVpce': 'vpce-1' } })],
      'the condition key aws:SourceVpce',
    ],
    [
      'by a key, where the absence of every value would allow',
      [
        allow('dynamodb:GetItem', {
          'ForAllValues:StringEquals': { 'aws:CalledVia': 'athena.amazonaws.com' },
        }),
      ],
      'the condition key aws:CalledVia',
    ],
    [
      'by a key, where its absence is asked for',
      [allow('dynamodb:GetItem', { Null: { 'aws:ViaAWSService': 'true' } })],
      'the condition key aws:ViaAWSService',
    ],
  ])('%s', async (_, statements, what) => {
    const sentence = `dynamodb:GetItem is not evaluated: ${what} is not known to the emulator`;
    expect(await outcomeOf(get('order#1'), statements)).toBe(`NotEvaluated: ${sentence}`);
    const errors = (await emulator.journal()).filter(({ service }) => service === 'iam');
    expect(errors.at(-1)?.error).toBe(`${what} is not known to the emulator`);
  });

  test('unless the statement is about another action, which is not evaluated at all', async () => {
    const other = deny('s3:*', { StringEquals: { 'aws:SourceVpce': 'vpce-1' } });
    expect(await outcomeOf(get('order#1'), [allow('*'), other])).toBe('allowed');
  });
});

describe('the partition keys of a request are held to what the role may touch', () => {
  const orders = { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['order#*'] } };

  test.each<[string, Call, string]>([
    ['an item', get('order#1'), 'allowed'],
    ['another item', get('refund#1'), 'refused'],
    ['a batch with one other item', batch, 'refused'],
    ['a query', query('order#1'), 'allowed'],
    ['another query', query('refund#1'), 'refused'],
    ['a transaction', transaction('order#1'), 'allowed'],
    ['another transaction', transaction('refund#1'), 'refused'],
    ['a transaction with one other item', transaction('order#1', 'refund#1'), 'refused'],
    // A scan names no key, and of no key every one fits: on AWS, too.
    ['a scan', scan, 'allowed'],
  ])('%s', async (_, call, outcome) => {
    expect(await outcomeOf(call, [allow('dynamodb:*', orders)])).toBe(outcome);
  });

  test('each member of a transaction may be allowed by a statement of its own', async () => {
    const refunds = { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['refund#*'] } };
    const statements = [allow('dynamodb:PutItem', orders), allow('dynamodb:PutItem', refunds)];
    expect(await outcomeOf(transaction('order#1', 'refund#1'), statements)).toBe('allowed');
  });
});

describe('what a request is made with decides', () => {
  const unguarded = {
    Null: { 's3:if-none-match': 'true' },
    Bool: { 's3:ObjectCreationOperation': 'true' },
  };

  test.each<[string, Call, readonly Statement[], string]>([
    [
      'an object that may write over another',
      put(),
      [allow('s3:*'), deny('s3:PutObject', unguarded)],
      'refused',
    ],
    ['an object that may not', put('*'), [allow('s3:*'), deny('s3:PutObject', unguarded)], 'allowed'],
    [
      'an old version of TLS, which nobody speaks here',
      put(),
      [allow('s3:*'), deny('s3:*', { NumericLessThan: { 's3:TlsVersion': '1.2' } })],
      'allowed',
    ],
    [
      'a version of TLS that is newer than the one spoken here',
      put(),
      [allow('s3:*'), deny('s3:*', { NumericLessThan: { 's3:TlsVersion': '1.4' } })],
      'refused',
    ],
    [
      'the function that calls',
      get('order#1'),
      [
        allow('dynamodb:*'),
        deny('dynamodb:*', {
          ArnLike: { 'lambda:SourceFunctionArn': 'arn:aws:lambda:*:*:function:caller-*' },
        }),
      ],
      'refused',
    ],
    [
      'another function',
      get('order#1'),
      [
        allow('dynamodb:*'),
        deny('dynamodb:*', { ArnLike: { 'lambda:SourceFunctionArn': 'arn:aws:lambda:*:*:function:other' } }),
      ],
      'allowed',
    ],
  ])('%s', async (_, call, statements, outcome) => {
    expect(await outcomeOf(call, statements)).toBe(outcome);
  });
});
