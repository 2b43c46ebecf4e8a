import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { functionLog } from '../shared/log/log.ts';
import { createDynamoChanges } from '../shared/orders/dynamo-changes.ts';
import { createOrderFinder, createShopperFinder } from '../shared/orders/dynamo-orders.ts';
import { backgroundRetry } from '../shared/settings/aws-retry.ts';
import { variable } from '../shared/settings/variables.ts';
import { createBus } from './bus.ts';
import { createOrderChanges } from './order-changes.ts';
import { createTell } from './tell.ts';

const now = () => new Date();
const client = DynamoDBDocumentClient.from(new DynamoDBClient(backgroundRetry));
const name = variable(process.env, 'ORDERS_TABLE');

/** Entry point of the function that the orders table's stream and a schedule call. */
export const handler = createOrderChanges({
  changes: createDynamoChanges(client, name),
  tell: createTell({
    findOrder: createOrderFinder({ client, name }),
    findShopper: createShopperFinder({ client, name }),
    shop: { shop: variable(process.env, 'SHOP'), environment: variable(process.env, 'ENVIRONMENT') },
    receivers: [createBus(new EventBridgeClient(backgroundRetry), variable(process.env, 'ORDERS_BUS'))],
  }),
  now,
  log: functionLog(process.env, now),
});
