import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createEventRecorder } from './event-recorder.ts';
import { createEventSettlement } from './event-settlement.ts';
import type { EventStore } from './event-store.ts';
import { createPendingEvents } from './pending-events.ts';

/**
 * The payment events of the orders table, for whoever may do everything with them. Each function takes its own part, and
 * brings along no code for what its role forbids. The client leaves out members that are undefined.
 */
export function createDynamoEvents(client: DynamoDBDocumentClient, name: string): EventStore {
  return {
    ...createEventRecorder(client, name),
    ...createPendingEvents(client, name),
    ...createEventSettlement(client, name),
  };
}
