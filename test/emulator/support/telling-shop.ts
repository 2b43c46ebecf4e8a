import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { expect } from '@jest/globals';
import type { EventClass } from '../../../lambda/gateways/payment-event.ts';
import { createOrderChanges, type OrderChangesEvent } from '../../../lambda/order-changes/order-changes.ts';
import filter from '../../../lambda/order-changes/stream-filter.json' with { type: 'json' };
import { createTell } from '../../../lambda/order-changes/tell.ts';
import { createDynamoChanges } from '../../../lambda/shared/orders/dynamo-changes.ts';
import { createOrderFinder, createShopperFinder } from '../../../lambda/shared/orders/dynamo-orders.ts';
import type { Order } from '../../../lambda/shared/orders/order.ts';
import type { OrderDocument } from '../../../lambda/shared/orders/order-document.ts';
import { listOrders } from '../../../lambda/shared/orders/order-list.ts';
import { orderNumber } from '../../../lambda/shared/orders/order-number.ts';
import { hear } from '../../lambda/order-worker/support.ts';
import { eventOf, openOrder, shopper } from '../../lambda/shared/orders/support/orders.ts';
import type { Emulator } from '../../support/emulator.ts';
import { faultsOf } from './faults.ts';
import { orderShop } from './order-shop.ts';
import { streamOf } from './stream.ts';
import { createOrdersTable } from './tables.ts';

/** A shop with a table of its own, whose changes are told to receivers. */
export async function tellingShop(
  emulator: Emulator,
  receivers: readonly ((document: OrderDocument) => Promise<void>)[],
) {
  const name = `orders-${randomUUID()}`;
  const client = new DynamoDBClient(emulator.clientConfig);
  await createOrdersTable(client, name);
  const made = orderShop(emulator.clientConfig, name);
  const faults = faultsOf(client);
  const database = DynamoDBDocumentClient.from(client);
  const clock = { ahead: 0 };
  const heard = hear();
  const tell = createOrderChanges({
    changes: createDynamoChanges(database, name),
    tell: createTell({
      findOrder: createOrderFinder({ client: database, name }),
      findShopper: createShopperFinder({ client: database, name }),
      shop: { shop: 'boutique', environment: 'prod' },
      receivers,
    }),
    now: () => new Date(Date.now() + clock.ahead),
    log: heard.log,
  });
  const stream = await streamOf(emulator, name, filter);
  let orders = 0;
  return {
    ...made,
    faults,
    stream,
    tell: (event: OrderChangesEvent) => tell(event),
    counted: heard.counted,
    /** Lets the sweep of the schedule find what waits. */
    sweep: async () => {
      clock.ahead += 6 * 60_000;
      return tell({});
    },
    place: async (): Promise<Order> => {
      orders += 1;
      const reference = `o${String(orders).padStart(19, 'b')}`;
      const order = { ...openOrder, reference, number: orderNumber(reference, 0) };
      await made.orders.create(order, shopper);
      return order;
    },
    /** Has the worker apply an event about an order. */
    happen: async ({ reference }: Order, kind: EventClass) => {
      const event = { ...eventOf(kind), id: `${reference}-${kind}`, orderReference: reference };
      const about = { ...event, paymentId: `pi-${reference}` };
      expect(
        await made.workOn(await made.record({ kind: 'verified', gateway: 'stripe', event: about })),
      ).toBe(true);
    },
    listed: async (state: Order['state']) => {
      const now = new Date();
      const since = new Date(now.getTime() - 24 * 60 * 60 * 1000);
      const list = listOrders(database, name, { state, since, until: now });
      const found: string[] = [];
      for await (const { reference } of list) found.push(reference);
      return found;
    },
  };
}
