import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { EventMessage } from '../shared/orders/inbound-event.ts';

/** Sends what there is to do to the queue. */
export function createSqsSender(
  client: SQSClient,
  queueUrl: string,
): (message: EventMessage) => Promise<void> {
  return async (message) => {
    await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(message) }));
  };
}
