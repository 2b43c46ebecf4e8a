import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { functionLog } from '../shared/log/log.ts';
import { createEventRecorder } from '../shared/orders/dynamo-events.ts';
import { createDynamoInquiries } from '../shared/orders/dynamo-inquiries.ts';
import { createOrderFinder } from '../shared/orders/dynamo-orders.ts';
import { backgroundRetry } from '../shared/settings/aws-retry.ts';
import { variable } from '../shared/settings/variables.ts';
import { createReconciliation } from './reconciliation.ts';

const now = () => new Date();
const name = variable(process.env, 'ORDERS_TABLE');
const client = DynamoDBDocumentClient.from(new DynamoDBClient(backgroundRetry), {
  marshallOptions: { removeUndefinedValues: true },
});

/** Entry point of the function that a schedule calls. */
export const handler = createReconciliation({
  inquiries: createDynamoInquiries(client, name),
  findOrder: createOrderFinder({ client, name }),
  events: createEventRecorder(client, name),
  now,
  log: functionLog(process.env, now),
});
