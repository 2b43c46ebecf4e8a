import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import {
  DescribeTableCommand,
  DynamoDBClient,
  ListTablesCommand,
  ListTagsOfResourceCommand,
} from '@aws-sdk/client-dynamodb';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { ListBucketsCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetQueueAttributesCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type Emulator, region } from '../../../support/emulator.ts';

/** What an environment has, as its services tell it. */
export interface ShopState {
  /** Each table with its key, its protection and its tags. */
  readonly tables: Readonly<Record<string, unknown>>;
  /** Each function with its code, environment, layers and role. */
  readonly functions: Readonly<Record<string, unknown>>;
  /** Each queue with its attributes. */
  readonly queues: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Each secret with its key and the versions that have a value. */
  readonly secrets: Readonly<Record<string, unknown>>;
  /** Each bucket in the shop's region and at the edge, with how many objects it holds. */
  readonly buckets: Readonly<Record<string, number>>;
}

/** Asks the services for what begins with the name of an environment, such as `boutique-prod`. */
export async function shopState(emulator: Emulator, environment: string): Promise<ShopState> {
  const [tables, functions, queues, secrets, buckets] = await Promise.all([
    tablesOf(new DynamoDBClient(emulator.clientConfig), environment),
    functionsOf(new LambdaClient(emulator.clientConfig), environment),
    queuesOf(new SQSClient(emulator.clientConfig), environment),
    secretsOf(new SecretsManagerClient(emulator.clientConfig), environment),
    bucketsOf(emulator, environment),
  ]);
  return { tables, functions, queues, secrets, buckets };
}

async function tablesOf(client: DynamoDBClient, environment: string) {
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  const named = TableNames.filter((name) => name.startsWith(`${environment}-`));
  const entries = named.map(async (TableName) => {
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    const { Tags = [] } = await client.send(new ListTagsOfResourceCommand({ ResourceArn: Table?.TableArn }));
    const { SSEDescription, DeletionProtectionEnabled, LatestStreamArn } = Table ?? {};
    // CloudFormation's own tags name the stack, which may be another one of the same name.
    const tags = Tags.filter(({ Key = '' }) => !Key.startsWith('aws:'));
    return [TableName, { SSEDescription, DeletionProtectionEnabled, LatestStreamArn, tags }] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

async function functionsOf(client: LambdaClient, environment: string) {
  const { Functions = [] } = await client.send(new ListFunctionsCommand({ MaxItems: 1000 }));
  const named = Functions.filter(({ FunctionName = '' }) => FunctionName.startsWith(`${environment}-`));
  return Object.fromEntries(
    named.map(({ FunctionName = '', CodeSha256, Environment, Layers, Role }) => [
      FunctionName,
      { CodeSha256, Environment, layers: Layers?.map(({ Arn }) => Arn), Role },
    ]),
  );
}

async function queuesOf(client: SQSClient, environment: string) {
  const { QueueUrls = [] } = await client.send(new ListQueuesCommand({ QueueNamePrefix: `${environment}-` }));
  const entries = QueueUrls.map(async (QueueUrl) => {
    const wanted = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] });
    const { Attributes = {} } = await client.send(wanted);
    const { LastModifiedTimestamp: _, ...lasting } = Attributes;
    return [QueueUrl, lasting] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

async function secretsOf(client: SecretsManagerClient, environment: string) {
  const { SecretList = [] } = await client.send(new ListSecretsCommand({}));
  const named = SecretList.filter(({ Name = '' }) => Name.startsWith(`${environment}/`));
  return Object.fromEntries(
    named.map(({ Name = '', KmsKeyId, SecretVersionsToStages = {} }) => [
      Name,
      { KmsKeyId, versions: Object.keys(SecretVersionsToStages) },
    ]),
  );
}

async function bucketsOf(emulator: Emulator, environment: string) {
  const clientIn = (where: string) =>
    new S3Client({ ...emulator.clientConfigIn(where), forcePathStyle: true });
  const { Buckets = [] } = await clientIn(region).send(new ListBucketsCommand({}));
  const names = Buckets.map(({ Name = '' }) => Name).filter((name) => name.startsWith(`${environment}-`));
  const entries = names.map(async (Bucket) => {
    // The region ends the name.
    const client = clientIn(Bucket.endsWith('-us-east-1') ? 'us-east-1' : region);
    const { KeyCount = 0 } = await client.send(new ListObjectsV2Command({ Bucket }));
    return [Bucket, KeyCount] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** What CloudFront answers to a shopper who asks for a page of a domain, whose A record leads to a distribution. */
export async function page(emulator: Emulator, domain: string, path = '/') {
  const records = (await emulator.resources()).filter(({ type }) => type === 'AWS::Route53::RecordSet');
  const address = records.find(
    ({ properties: { Name, Type } }) => Type === 'A' && [domain, `${domain}.`].includes(String(Name)),
  );
  if (!address) return { status: 0, body: `${domain} leads nowhere` };
  const { hostname, port } = new URL(emulator.endpoint);
  const headers = { host: domain, 'x-forwarded-proto': 'https', 'user-agent': 'a browser' };
  return new Promise<{ readonly status: number; readonly body: string }>((resolve, reject) => {
    const sent = request({ hostname, port, path, headers }, async (response) => {
      resolve({ status: response.statusCode ?? 0, body: await text(response) });
    });
    sent.on('error', reject).end();
  });
}
