import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { NoticeMessage } from '../shared/orders/notice.ts';

/** Sends what there is to do to the queue. */
export function createSqsSender(
  client: SQSClient,
  queueUrl: string,
): (message: NoticeMessage) => Promise<void> {
  return async (message) => {
    await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(message) }));
  };
}
