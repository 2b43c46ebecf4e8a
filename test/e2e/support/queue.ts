import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** A message as Lambda hands it to a function. */
interface QueueRecord {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly messageAttributes: object;
  readonly eventSource: 'aws:sqs';
}

/** A queue, read as Lambda reads it. */
export interface Queue {
  /** Takes at most ten messages, as the event that a function is called with. */
  readonly receive: () => Promise<{ readonly Records: readonly QueueRecord[] }>;
  /** Deletes what is done, and lets the time pass until the rest comes again. */
  readonly finish: (
    event: { readonly Records: readonly { readonly messageId: string }[] },
    isDone: (messageId: string) => boolean,
  ) => Promise<void>;
}

/** Reads a queue. */
export function queueOf(client: SQSClient, QueueUrl: string): Queue {
  const handles = new Map<string, string>();
  return {
    receive: async () => {
      const receive = new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        MessageSystemAttributeNames: ['All'],
      });
      const { Messages = [] } = await client.send(receive);
      return {
        Records: Messages.map(({ MessageId = '', ReceiptHandle = '', Body = '', Attributes = {} }) => {
          handles.set(MessageId, ReceiptHandle);
          return {
            messageId: MessageId,
            receiptHandle: ReceiptHandle,
            body: Body,
            attributes: Attributes,
            messageAttributes: {},
            eventSource: 'aws:sqs',
          };
        }),
      };
    },
    finish: async ({ Records }, isDone) => {
      for (const { messageId } of Records) {
        const message = { QueueUrl, ReceiptHandle: handles.get(messageId) };
        // SQS answers a second deletion as it does the first; the emulator knows the handle no longer.
        if (!handles.delete(messageId)) continue;
        await (isDone(messageId)
          ? client.send(new DeleteMessageCommand(message))
          : client.send(new ChangeMessageVisibilityCommand({ ...message, VisibilityTimeout: 0 })));
      }
    },
  };
}
