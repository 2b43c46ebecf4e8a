import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { functionLog } from '../shared/log/log.ts';
import { createPendingEvents } from '../shared/orders/dynamo-events.ts';
import { backgroundRetry } from '../shared/settings/aws-retry.ts';
import { variable } from '../shared/settings/variables.ts';
import { createOutbox } from './outbox.ts';
import { createSqsSender } from './sqs-sender.ts';

const now = () => new Date();
const database = DynamoDBDocumentClient.from(new DynamoDBClient(backgroundRetry));

/** Entry point of the function that the orders table's stream and a schedule call. */
export const handler = createOutbox({
  events: createPendingEvents(database, variable(process.env, 'ORDERS_TABLE')),
  send: createSqsSender(new SQSClient(backgroundRetry), variable(process.env, 'PAYMENT_EVENTS_QUEUE_URL')),
  now,
  log: functionLog(process.env, now),
});
