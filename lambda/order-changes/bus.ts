import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { OrderDocument } from '../shared/orders/order-document.ts';

/** What an event bus calls the sender of these events; rules ask for it. */
const eventSource = 'palisade.orders';

/** Puts documents on an event bus; throws unless the bus took them. */
export function createBus(
  client: EventBridgeClient,
  busName: string,
): (document: OrderDocument) => Promise<void> {
  return async (document) => {
    const { FailedEntryCount = 0 } = await client.send(
      new PutEventsCommand({
        Entries: [
          {
            EventBusName: busName,
            Source: eventSource,
            DetailType: document.type,
            Detail: JSON.stringify(document),
            Time: new Date(document.timestamp),
          },
        ],
      }),
    );
    // An entry that was refused is told in the answer, and throws nothing.
    if (FailedEntryCount > 0) throw new Error('the event bus refused a change of an order');
  };
}
