import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { expect, test } from '@jest/globals';
import { createCatalogueReader } from '../../lambda/shared/catalogue/dynamo-catalogues.ts';
import { newSessionId } from '../../lambda/shared/customers/session.ts';
import { createSessionFinder, createSessionStore } from '../../lambda/shared/customers/session-store.ts';
import { createDynamoChanges } from '../../lambda/shared/orders/dynamo-changes.ts';
import {
  createEventRecorder,
  createEventSettlement,
  createPendingEvents,
} from '../../lambda/shared/orders/dynamo-events.ts';
import { createDynamoInquiries } from '../../lambda/shared/orders/dynamo-inquiries.ts';
import {
  createDynamoOrderStore,
  createDynamoPaymentIndex,
  createOrderFinder,
  createShopperFinder,
} from '../../lambda/shared/orders/dynamo-orders.ts';
import { createOwnOrders } from '../../lambda/shared/orders/dynamo-own-orders.ts';
import type { InboundEvent } from '../../lambda/shared/orders/inbound-event.ts';
import type { Order } from '../../lambda/shared/orders/order.ts';
import rights from '../../lib/policy/rules/iam/item-rights.json' with { type: 'json' };
import { eventOf, openOrder, retention, shopper } from '../lambda/shared/orders/support/orders.ts';
import { exampleWith, ofType, type SynthesizedResource, synthesize } from '../support/synth.ts';
import { variants } from '../support/variants.ts';

// Where shoppers sign in, functions reach all that they can.
const payments = synthesize(exampleWith(variants['with customers who sign in'] ?? {})).template(
  'boutique-prod-payments',
);
const table = 'boutique-prod-orders';
const functions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = rights.functions;
const now = new Date('2026-01-01T12:00:00Z');
const unverified: InboundEvent = {
  kind: 'unverified',
  gateway: 'mollie',
  notification: { type: 'payment', resource: 'payment', id: 'tr_1' },
};
const event: InboundEvent = { kind: 'verified', gateway: 'stripe', event: eventOf('moneyIn') };

const laterAttempt: Order = {
  ...openOrder,
  attempt: { ...openOrder.attempt, number: 2, startedAt: now.toISOString() },
};

function sessionsTable(client: DynamoDBDocumentClient) {
  const limits = { idleSeconds: 1800, longestSeconds: 3600 };
  return { client, name: 'boutique-prod-sessions', limits, now: () => now.getTime() };
}

/** What each function does with the orders table, and with that of sessions. */
const work: Readonly<Record<string, (client: DynamoDBDocumentClient) => readonly Promise<unknown>[]>> = {
  'payment-session': (client) => {
    const orders = createDynamoOrderStore({ client, name: table, retention, now: () => now });
    const { reference } = openOrder;
    const events = createEventRecorder(client, table);
    const catalogues = createCatalogueReader(client, table);
    return [
      ...[events.record(event, now), events.record(unverified, now)],
      orders.find(reference),
      orders.create(openOrder, { ...shopper, customer: 'another' }),
      // Another attempt lets the order go later, and so its number.
      orders.replace({ order: openOrder, version: 1 }, laterAttempt, shopper),
      orders.replace({ order: openOrder, version: 1 }, laterAttempt),
      createSessionFinder(sessionsTable(client))(newSessionId()),
      ...[catalogues.history(), catalogues.read('a'.repeat(64))],
    ];
  },
  'shopper-orders': (client) => {
    const sessions = createSessionStore(sessionsTable(client));
    const [id, own] = [newSessionId(), createOwnOrders({ client, name: table })];
    return [
      ...[sessions.find(id), sessions.start(id, 'somebody', now.getTime()), sessions.end(id)],
      ...[sessions.endAll('somebody'), own.list('somebody'), own.find('somebody', openOrder.number)],
    ];
  },
  'payment-callback': (client) => {
    const events = createEventRecorder(client, table);
    return [events.record(event, now), events.record(unverified, now)];
  },
  outbox: (client) => {
    const events = createPendingEvents(client, table);
    return [events.markSent('stripe#event#1', 1), events.pendingSince(now)];
  },
  'order-changes': (client) => {
    const changes = createDynamoChanges(client, table);
    const { reference } = openOrder;
    return [
      ...[changes.waitingOf(reference), changes.markTold({ reference, sequence: 1 })],
      ...[changes.waitingSince(now), createOrderFinder({ client, name: table })(reference)],
      createShopperFinder({ client, name: table })(reference),
    ];
  },
  reconciliation: (client) => {
    const inquiries = createDynamoInquiries(client, table);
    const events = createEventRecorder(client, table);
    return [
      ...[inquiries.dueAt(now, 1), inquiries.postpone({ order: openOrder, version: 1 }, now)],
      createOrderFinder({ client, name: table })(openOrder.reference),
      ...[events.record(event, now), events.record(unverified, now)],
    ];
  },
  'order-worker': (client) => {
    const [events, orders] = [
      createEventSettlement(client, table),
      createDynamoOrderStore({ client, name: table, retention, now: () => now }),
    ];
    const index = createDynamoPaymentIndex({ client, name: table, retention, now: () => now });
    return [
      ...[events.load('stripe#event#1'), events.settle('stripe#event#1', 'applied')],
      ...[
        orders.find(openOrder.reference),
        orders.replace({ order: openOrder, version: 1 }, { ...openOrder, state: 'paid' }),
      ],
      ...[index.orderOf('stripe', 'pi_1'), index.note('stripe', 'pi_1', openOrder.reference)],
    ];
  },
};

test.each(Object.keys(work))('%s reaches no item that its role keeps from it', async (name) => {
  const asked: Asked[] = [];
  await Promise.allSettled(work[name]?.(recorder(asked)) ?? []);
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.filter((each) => !statementsOf(name).some((statement) => allows(statement, each)))).toEqual(
    [],
  );
});

test.each(Object.keys(work))('the role of %s lets it reach no item that it does not', async (name) => {
  const asked: Asked[] = [];
  await Promise.allSettled(work[name]?.(recorder(asked)) ?? []);
  const granted = statementsOf(name).flatMap(({ Action, Condition, Resource }) =>
    Object.values(Condition?.['ForAllValues:StringLike'] ?? {}).flatMap((keys) =>
      [keys].flat().flatMap((key) => [Action].flat().map((action) => `${action} ${key} in ${Resource}`)),
    ),
  );
  expect(granted.sort()).toEqual([...new Set(asked.map(formOf))].sort());
});

test.each(Object.keys(work))('the policy knows what %s may do with which items', (name) => {
  const granted = statementsOf(name).flatMap(({ Action, Condition }) =>
    Object.values(Condition?.['ForAllValues:StringLike'] ?? {}).flatMap((keys) =>
      [keys].flat().flatMap((key) => [Action].flat().map((action) => `${action} ${key}`)),
    ),
  );
  const known = Object.entries(functions[name] ?? {}).flatMap(([action, keys]) =>
    keys.map((key) => `${action} ${key}`),
  );
  expect(known.sort()).toEqual([...new Set(granted)].sort());
});

/** One request to the table: what, where, and with which partition key. */
interface Asked {
  readonly action: string;
  readonly resource: string;
  readonly key: string;
}

/** A client that notes what it is asked, and answers that the item was there long before. */
function recorder(asked: Asked[]): DynamoDBDocumentClient {
  const send = async (command: {
    readonly constructor: { readonly name: string };
    readonly input: Input;
  }) => {
    const kind = command.constructor.name.replace(/Command\d*$/, '');
    // A transaction asks for what its parts ask for.
    const parts = command.input.TransactItems?.flatMap((part) => Object.entries(part));
    for (const [name, input] of parts ?? [[kind, command.input] as const]) asked.push(askedBy(name, input));
    if (kind === 'Query') return { Items: [customerItem] };
    if (kind === 'Get') return { Item: found(command.input.Key) };
    if (kind !== 'Put') return {};
    const old = { pending: { S: 'yes' }, receivedAt: { S: '2025-01-01T00:00:00Z' } };
    throw new ConditionalCheckFailedException({ message: '', $metadata: {}, Item: old });
  };
  return { send } as unknown as DynamoDBDocumentClient;
}

const customerItem = { reference: openOrder.reference, createdAt: openOrder.createdAt };

/** What is found where the shopper of an order was signed in, and where a customer looks for an order or for their session. */
function found(key: Input['Key']): object | undefined {
  if (key?.sk === 'SHOPPER') return { customer: 'somebody' };
  if (key?.pk.startsWith('CUSTOMER#')) return customerItem;
  if (!key?.pk.startsWith('SESSION#')) return undefined;
  const seenAt = now.getTime() - 120_000;
  return { subject: 'somebody', startedAt: seenAt, seenAt };
}

function askedBy(
  kind: string,
  { TableName, Key, Item, IndexName, ExpressionAttributeValues: values }: Input,
): Asked {
  return {
    action: `dynamodb:${kind === 'Query' ? kind : `${kind}Item`}`,
    resource: `arn:aws:dynamodb:eu-west-1:111111111111:table/${TableName}${IndexName ? `/index/${IndexName}` : ''}`,
    key: Key?.pk ?? Item?.pk ?? values?.[':pk'] ?? values?.[':pending'] ?? '',
  };
}

interface Input {
  readonly TransactItems?: readonly Readonly<Record<string, Input>>[];
  readonly TableName?: string;
  readonly Key?: { readonly pk: string; readonly sk?: string };
  readonly Item?: { readonly pk: string };
  readonly IndexName?: string;
  readonly ExpressionAttributeValues?: Readonly<Record<string, string>>;
}

type Statement = SynthesizedResource['Properties'];

/** As IAM judges: all of action, resource and keys have to fit one statement. */
function allows({ Action, Resource, Condition }: Statement, { action, resource, key }: Asked): boolean {
  const keys: readonly string[] = [
    Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'] ?? [],
  ].flat();
  const fits = keys.some((pattern) =>
    pattern.endsWith('*') ? key.startsWith(pattern.slice(0, -1)) : key === pattern,
  );
  return [Action].flat().includes(action) && Resource === resource && fits;
}

function formOf({ action, resource, key }: Asked): string {
  return `${action} ${key.replace(/#.*$/, '#*')} in ${resource}`;
}

function statementsOf(name: string): readonly Statement[] {
  const made = ofType(payments, 'AWS::Lambda::Function').find(
    ([, { Properties }]) => Properties.FunctionName === `boutique-prod-${name}`,
  );
  const role = made?.[1].Properties.Role['Fn::GetAtt'][0];
  const policies = ofType(payments, 'AWS::IAM::Policy').filter(
    ([, { Properties }]) => Properties.Roles[0].Ref === role,
  );
  return policies.flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);
}
