import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** A message as a queue hands it out. */
export interface QueueMessage {
  readonly id: string;
  readonly body: string;
  /** When it was sent, in milliseconds since 1970. */
  readonly sentAt: number;
  /** Names this delivery of the message, so that the message can be removed. */
  readonly receipt: string;
}

/** A queue of the shop. */
export interface Queue {
  /** About how many messages wait. */
  readonly count: () => Promise<number>;
  /** Receives at most ten messages, which nobody else receives for a while; none when the queue is empty. */
  readonly receive: () => Promise<readonly QueueMessage[]>;
  /** Sends a message and returns its id. */
  readonly send: (body: string) => Promise<string>;
  readonly remove: (message: QueueMessage) => Promise<void>;
}

/** Finds a queue by its name. Throws the SDK's error where there is none. */
export async function findQueue(client: SQSClient, name: string): Promise<Queue> {
  const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: name }));
  const attribute = 'ApproximateNumberOfMessages';
  return {
    count: async () => {
      const get = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [attribute] });
      return Number((await client.send(get)).Attributes?.[attribute]);
    },
    receive: () => receive(client, QueueUrl),
    send: async (body) => {
      const { MessageId } = await client.send(new SendMessageCommand({ QueueUrl, MessageBody: body }));
      return MessageId ?? '';
    },
    remove: async ({ receipt }) => {
      await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: receipt }));
    },
  };
}

async function receive(client: SQSClient, QueueUrl: string | undefined): Promise<readonly QueueMessage[]> {
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      // Without waiting, SQS asks only some of its servers, and a queue with messages can seem to be empty.
      WaitTimeSeconds: 1,
      MessageSystemAttributeNames: ['SentTimestamp'],
    }),
  );
  return Messages.map(({ MessageId = '', Body = '', ReceiptHandle = '', Attributes }) => ({
    id: MessageId,
    body: Body,
    sentAt: Number(Attributes?.SentTimestamp),
    receipt: ReceiptHandle,
  }));
}
