import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetQueueAttributesCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { BatchWriteCommand, DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { zipSync } from 'fflate';
import { labels } from '../../../lambda/gateways/rotation/labels.ts';
import type { Order } from '../../../lambda/shared/orders/order.ts';
import { orderItem } from '../../../lambda/shared/orders/order-item.ts';
import { deployedResources } from '../../../lib/preview/deployed-resources.ts';
import { deployedOf } from '../../../lib/preview/origins/deployed.ts';
import { emulatorCalls } from '../../../lib/preview/origins/emulator-calls.ts';
import {
  type Listener,
  type LoadBalancer,
  openListener,
} from '../../../lib/preview/origins/load-balancer.ts';
import {
  type Assembly,
  stacksOf,
  synthesize,
  type Template,
} from '../../preview/emulator/support/assembly.ts';
import { complete, createStack } from '../../preview/emulator/support/first-deployment.ts';
import { account, type Emulator, region, startEmulator } from '../../support/emulator.ts';

/** What a gateway posts to the shop. */
export interface Callback {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * The boutique's production from its load balancer to its orders, as it is deployed: functions with their roles, table, stream and
 * queues in an emulator.
 */
export interface PaymentsShop {
  readonly emulator: Emulator;
  /** Posts a callback to the load balancer; gives the status. */
  readonly deliver: (callback: Callback) => Promise<number>;
  /** Writes orders down, as they are before anything is heard of them. */
  readonly place: (orders: readonly Order[]) => Promise<void>;
  readonly orders: () => Promise<ReadonlyMap<string, Order>>;
  /** How many messages wait in the queue for the order worker, or are with it. */
  readonly queued: () => Promise<number>;
  /** What payment events came to that are settled. */
  readonly outcomes: () => Promise<ReadonlySet<string>>;
  /** How many payment events are not settled, and how many messages nobody could process. */
  readonly unsettled: () => Promise<{ readonly events: number; readonly deadLetters: number }>;
  /** Stages a secret of Stripe's as the current one; the one before it stays valid beside it. */
  readonly stage: (signingSecret: string) => Promise<void>;
  readonly stop: () => Promise<void>;
}

const prefix = 'boutique-prod';
const table = `${prefix}-orders`;

/** What takes defences out of the shop before it is deployed. */
export interface Weakening {
  /** Gives another template for one of the stacks `data`, `network` and `payments`. */
  readonly template: (stack: string, template: Template) => Template;
  /** Gives another code for a function. */
  readonly code: (text: string) => string;
}

const asItIs: Weakening = { template: (_, template) => template, code: (text) => text };

/** Deploys it by CloudFormation, with what the stacks need and nothing else. */
export async function openPaymentsShop(weakening: Weakening = asItIs): Promise<PaymentsShop> {
  const assembly = synthesize();
  const emulator = await startEmulator();
  try {
    await publish(emulator, assembly, weakening);
    const stacks = stacksOf(assembly);
    const payments = stacks.find(({ name }) => name === `${prefix}-payments`);
    for (const stack of stacks.filter(
      ({ name }) => payments?.needs.includes(name) || name === payments?.name,
    )) {
      const template = weakening.template(stack.name.replace(`${prefix}-`, ''), stack.template);
      const creation = await createStack(emulator, { ...stack, template });
      if (creation.status !== complete.status) throw new Error(JSON.stringify(creation));
    }
    return await shopIn(emulator);
  } catch (error) {
    await emulator.stop();
    throw error;
  } finally {
    assembly.remove();
  }
}

interface AssetManifest {
  readonly files: Readonly<
    Record<
      string,
      {
        readonly source: { readonly path: string; readonly packaging: 'zip' | 'file' };
        readonly destinations: Readonly<
          Record<string, { readonly bucketName: string; readonly objectKey: string; readonly region: string }>
        >;
      }
    >
  >;
}

/** Puts the code of the functions where the templates look for it, which the CDK's command does in some ten seconds. */
async function publish(emulator: Emulator, { folder }: Assembly, { code }: Weakening): Promise<void> {
  const client = new S3Client({ ...emulator.clientConfig, forcePathStyle: true });
  await client.send(new CreateBucketCommand({ Bucket: `cdk-hnb659fds-assets-${account}-${region}` }));
  const manifests = ['data', 'network', 'payments'].map(
    (stack): AssetManifest =>
      JSON.parse(readFileSync(join(folder, `${prefix}-${stack}.assets.json`), 'utf8')),
  );
  const files = new Map(manifests.flatMap(({ files: listed }) => Object.entries(listed)));
  for (const { source, destinations } of files.values()) {
    for (const { objectKey: Key } of Object.values(destinations)) {
      const path = join(folder, source.path);
      const Body =
        source.packaging === 'zip' ? zipSync(contentOf(path, code), { level: 0 }) : readFileSync(path);
      await client.send(
        new PutObjectCommand({ Bucket: `cdk-hnb659fds-assets-${account}-${region}`, Key, Body }),
      );
    }
  }
}

function contentOf(folder: string, code: Weakening['code']): Record<string, Uint8Array> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    entries.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      const content = readFileSync(path);
      return [
        path.slice(folder.length + 1),
        name.endsWith('.mjs') ? Buffer.from(code(String(content))) : content,
      ];
    }),
  );
}

async function shopIn(emulator: Emulator): Promise<PaymentsShop> {
  const listen = await listenerOf(emulator);
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(emulator.clientConfig));
  const queues = new SQSClient(emulator.clientConfig);
  const secrets = new SecretsManagerClient(emulator.clientConfig);
  const QueueUrl = (role: string) => `${emulator.endpoint}/${account}/${prefix}-${role}`;
  const items = async (sk: string) => {
    const found: Record<string, unknown>[] = [];
    for await (const { Items = [] } of paginateScan({ client }, { TableName: table, ConsistentRead: true })) {
      found.push(...Items.filter((item) => item['sk'] === sk));
    }
    return found;
  };
  // What is tried again comes in seconds here, and after minutes as it is deployed.
  await queues.send(
    new SetQueueAttributesCommand({
      QueueUrl: QueueUrl('payment-events'),
      Attributes: { VisibilityTimeout: '5' },
    }),
  );
  const waiting = async (role: string, ...states: readonly ('' | 'NotVisible')[]) => {
    const AttributeNames = states.map((state) => `ApproximateNumberOfMessages${state}` as const);
    const asked = new GetQueueAttributesCommand({
      QueueUrl: QueueUrl(role),
      AttributeNames: [...AttributeNames],
    });
    const { Attributes = {} } = await queues.send(asked);
    return AttributeNames.reduce((sum, name) => sum + Number(Attributes[name]), 0);
  };
  return {
    emulator,
    deliver: async ({ path, headers, body }) => (await listen(path, headers, body)).status,
    place: async (orders) => {
      for (let from = 0; from < orders.length; from += 25) {
        const writes = orders
          .slice(from, from + 25)
          .map((order) => ({ PutRequest: { Item: placed(order) } }));
        await client.send(new BatchWriteCommand({ RequestItems: { [table]: writes } }));
      }
    },
    orders: async () =>
      new Map((await items('ORDER')).map(({ order }) => [(order as Order).reference, order as Order])),
    queued: () => waiting('payment-events', '', 'NotVisible'),
    outcomes: async () =>
      new Set(
        (await items('EVENT')).flatMap(({ outcome }) => (outcome === undefined ? [] : String(outcome))),
      ),
    unsettled: async () => {
      const events = (await items('EVENT')).filter(({ outcome }) => outcome === undefined).length;
      const dead = await Promise.all(['payment-events-dlq', 'outbox-dlq'].map((role) => waiting(role, '')));
      return { events, deadLetters: dead.reduce((sum, count) => sum + count, 0) };
    },
    stage: async (signingSecret) => {
      const SecretString = JSON.stringify({ signingSecret, secretKey: 'sk_live_0123456789abcdef' });
      const SecretId = `${prefix}/gateways/stripe`;
      await secrets.send(
        new PutSecretValueCommand({ SecretId, SecretString, VersionStages: [labels.current] }),
      );
    },
    stop: emulator.stop,
  };
}

function placed(order: Order): Record<string, unknown> {
  return {
    ...orderItem(order, { version: 1, expiresAt: Math.floor(Date.now() / 1000) + 86_400, now: new Date() }),
  };
}

/** The listener of the load balancer, as it was deployed. */
async function listenerOf({ endpoint }: Emulator) {
  const deployed = deployedOf(await deployedResources(endpoint, `${prefix}-payments`));
  const [balancer] = deployed.ofType<LoadBalancer>('AWS::ElasticLoadBalancingV2::LoadBalancer');
  const [listener] = deployed.ofType<Listener>('AWS::ElasticLoadBalancingV2::Listener');
  if (!balancer || !listener) throw new Error('the payments stack has no load balancer');
  const listened = openListener({ balancer, listener, deployed, calls: emulatorCalls(endpoint) });
  return (path: string, headers: Readonly<Record<string, string>>, body: string) =>
    listened({
      method: 'POST',
      host: 'origin.shop.boutique.example',
      path,
      query: '',
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
      address: '10.64.0.4',
      body: Buffer.from(body),
    });
}
