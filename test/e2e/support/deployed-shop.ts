import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Integration } from '../../../lambda/gateways/gateway-config.ts';
import { egressHosts } from '../../../lambda/gateways/registry.ts';
import changesFilter from '../../../lambda/order-changes/stream-filter.json' with { type: 'json' };
import type { QueueEvent } from '../../../lambda/order-worker/batch.ts';
import type { BatchAnswer } from '../../../lambda/outbox/outbox.ts';
import type { Answer } from '../../../lambda/shared/http/answer.ts';
import { referenceOf } from '../../../lambda/shared/orders/order-reference.ts';
import { catalogueFile } from '../../emulator/support/catalogue-file.ts';
import { type DeployedFunction, startFunction } from '../../emulator/support/deployed-function.ts';
import { createGatewaySecret } from '../../emulator/support/gateway-secret.ts';
import { type Stream, streamOf } from '../../emulator/support/stream.ts';
import { createOrdersTable } from '../../emulator/support/tables.ts';
import type { Fake } from '../../lambda/fakes/loopback.ts';
import { accountOf, secretOf } from '../../lambda/gateways/support/accounts.ts';
import { eventOf, type Message } from '../../lambda/gateways/support/message.ts';
import { formEvent, products, shopUrl } from '../../lambda/payment-session/support/shop.ts';
import type { Emulator } from '../../support/emulator.ts';
import { type Queue, queueOf } from './queue.ts';

// What every payment passes through; the others are started when they are first called.
const onTheWay = ['payment-session', 'payment-callback', 'outbox', 'order-worker'] as const;
type FunctionName = (typeof onTheWay)[number] | 'reconciliation' | 'order-changes';

type Item = Readonly<Record<string, unknown>>;

/** A shop's payments as they are deployed, with the test in the place of what AWS does between the functions. */
export interface DeployedShop {
  /** Sends the checkout's form; gives the answer and the reference of its order. */
  readonly order: (
    gateway: string,
    fields?: Readonly<Record<string, string>>,
  ) => Promise<{ readonly answer: Answer; readonly reference: string }>;
  /** Delivers a callback; gives the status of the answer. */
  readonly callback: (gateway: string, message: Message) => Promise<number>;
  /** Brings to the outbox what has changed in the table; gives the number of changes that it was shown. */
  readonly stream: () => Promise<number>;
  readonly queue: Queue;
  /** Has the worker do messages as the queue hands them over; gives how many have to come again. */
  readonly work: (event: QueueEvent) => Promise<number>;
  /** All that happens after callbacks until nothing is left to do; gives the number of messages that were worked on. */
  readonly settle: () => Promise<number>;
  /** Has the schedule call a function. */
  readonly sweep: (name: 'outbox' | 'reconciliation' | 'order-changes') => Promise<void>;
  /** Brings to the teller of changes what has changed in the table; gives the number of changes that it was shown. */
  readonly tell: () => Promise<number>;
  /** Lets the stream give up what nobody was told of. */
  readonly giveUp: () => Promise<void>;
  /** The name of the table. */
  readonly table: string;
  /** All items of the table: what a key is about by `pk`, what belongs to it by `pk sk`. */
  readonly items: () => Promise<Readonly<Record<string, Item>>>;
  /** Writes a gateway's secret, as an operator does. */
  readonly stage: (gateway: string) => Promise<void>;
  /** Replaces every instance by a new one, which remembers nothing. */
  readonly restart: () => Promise<void>;
  /** What each function has written to its log, in all of its instances. */
  readonly lines: () => Readonly<Record<FunctionName, readonly string[]>>;
  readonly stop: () => Promise<void>;
}

/** Who is told the changes of orders. */
interface Told {
  readonly busName: string;
  /** The shop's own system, where it has one. */
  readonly webhook?: { readonly url: string; readonly secretName: string; readonly receiver: Fake };
}

/** What is not as in most tests. */
interface DeploymentChanges {
  /** How the shop uses a gateway, by its name. */
  readonly integrations?: Readonly<Record<string, Integration>>;
  /** @default - a bus that there is not: nobody is told */
  readonly told?: Told;
}

/** Sets up such a shop in an emulator; its gateways' secrets are empty. */
export async function deployShop(
  emulator: Emulator,
  fakes: Readonly<Record<string, Fake>>,
  { integrations = {}, told = { busName: 'nobody' } }: DeploymentChanges = {},
): Promise<DeployedShop> {
  const table = `orders-${randomUUID()}`;
  const database = new DynamoDBClient(emulator.clientConfig);
  await createOrdersTable(database, table);
  const [stream, changes] = [await streamOf(emulator, table), await streamOf(emulator, table, changesFilter)];
  const sqs = new SQSClient(emulator.clientConfig);
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: randomUUID() }));
  const secrets = await secretsOf(emulator, Object.keys(fakes));
  const gateways = Object.keys(fakes).map((name) => ({
    config: accountOf(name, { integration: integrations[name] ?? 'redirect' }).config,
    secretId: secrets.get(name)?.arn,
  }));
  const surroundings = {
    emulator,
    gateways: Object.fromEntries([
      ...gateways.flatMap(({ config }) =>
        egressHosts(config).map((host) => [host, fakes[config.name]?.origin ?? ''] as const),
      ),
      ...(told.webhook ? [[new URL(told.webhook.url).host, told.webhook.receiver.origin] as const] : []),
    ]),
    variables: {
      ORDERS_TABLE: table,
      PAYMENT_EVENTS_QUEUE_URL: QueueUrl,
      GATEWAYS: JSON.stringify(gateways),
      SHOP_URL: shopUrl,
      CART_URL: `${shopUrl}/cart/`,
      CHECKOUT_URL: `${shopUrl}/checkout/`,
      RETURN_URL: `${shopUrl}/checkout/done/`,
      CATALOGUE_FILE: catalogueFile(products),
      CHECK_POLICY: JSON.stringify({ avsStreet: 'mismatch', avsPostalCode: 'mismatch', cvc: 'mismatch' }),
      ORDER_RETENTION: JSON.stringify({ keepDays: 3653, personalForDays: 731 }),
      ORDERS_BUS: told.busName,
      SHOP: 'boutique',
      ENVIRONMENT: 'prod',
      ...(told.webhook && { NOTIFY_URL: told.webhook.url, NOTIFY_SECRET: told.webhook.secretName }),
    },
  };
  const fleet = fleetOf((name) => startFunction(name, surroundings));
  const queue = queueOf(sqs, QueueUrl);
  const between = workBetween(fleet, stream, queue);
  return {
    ...between,
    queue,
    table,
    sweep: (name) => fleet.invoke(name, {}),
    tell: () => changes.deliver((event) => fleet.invoke<BatchAnswer>('order-changes', event)),
    giveUp: changes.giveUp,
    order: async (gateway, fields = {}) => {
      const checkout = fields['checkout'] ?? randomUUID();
      const event = formEvent({ gateway, ...fields, checkout });
      return { answer: await fleet.invoke('payment-session', event), reference: referenceOf(checkout) };
    },
    callback: async (gateway, message) => {
      const event = { ...eventOf(message), path: `/callbacks/${gateway}` };
      return (await fleet.invoke<Answer>('payment-callback', event)).statusCode;
    },
    items: async () => {
      const scan = new ScanCommand({ TableName: table, ConsistentRead: true });
      const { Items = [] } = await DynamoDBDocumentClient.from(database).send(scan);
      return Object.fromEntries(Items.map(({ pk, sk, ...rest }) => [keyText(String(pk), String(sk)), rest]));
    },
    stage: async (gateway) => {
      await secrets.get(gateway)?.put(secretOf(gateway));
    },
    restart: fleet.restart,
    lines: fleet.lines,
    stop: fleet.stop,
  };
}

function keyText(pk: string, sk: string): string {
  return ['ORDER', 'EVENT', 'PAYMENT'].includes(sk) ? pk : `${pk} ${sk}`;
}

async function secretsOf({ clientConfig }: Emulator, names: readonly string[]) {
  const client = new SecretsManagerClient(clientConfig);
  return new Map(
    await Promise.all(names.map(async (name) => [name, await createGatewaySecret(client, name)] as const)),
  );
}

/** One instance of each function at a time. */
interface Fleet extends Pick<DeployedShop, 'restart' | 'lines' | 'stop'> {
  readonly invoke: <Result>(name: FunctionName, event: unknown) => Promise<Result>;
}

// All that are needed are started at once: while the first one is waited for, the others get ready.
function fleetOf(start: (name: FunctionName) => DeployedFunction): Fleet {
  const startAll = () => new Map<FunctionName, DeployedFunction>(onTheWay.map((name) => [name, start(name)]));
  let running = startAll();
  const all = [running];
  const stop = async () => {
    await Promise.all([...running.values()].map((instance) => instance.stop()));
  };
  const linesOf = (name: FunctionName) => all.flatMap((instances) => instances.get(name)?.lines ?? []);
  return {
    invoke: async (name, event) => {
      const instance = running.get(name) ?? start(name);
      running.set(name, instance);
      return instance.invoke(event);
    },
    restart: async () => {
      await stop();
      running = startAll();
      all.push(running);
    },
    stop,
    lines: () => ({
      'payment-session': linesOf('payment-session'),
      'payment-callback': linesOf('payment-callback'),
      outbox: linesOf('outbox'),
      'order-worker': linesOf('order-worker'),
      reconciliation: linesOf('reconciliation'),
      'order-changes': linesOf('order-changes'),
    }),
  };
}

function workBetween({ invoke }: Fleet, changes: Stream, queue: Queue) {
  const stream = () => changes.deliver((event) => invoke<BatchAnswer>('outbox', event));
  const work = async (event: QueueEvent) => {
    const { batchItemFailures } = await invoke<BatchAnswer>('order-worker', event);
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    await queue.finish(event, (messageId) => !failed.has(messageId));
    return failed.size;
  };
  const settle = async () => {
    let worked = 0;
    for (;;) {
      const changed = await stream();
      const event = await queue.receive();
      if (changed === 0 && event.Records.length === 0) return worked;
      worked += event.Records.length;
      if (event.Records.length > 0 && (await work(event)) > 0) throw new Error('a message was not settled');
    }
  };
  return { stream, work, settle };
}
