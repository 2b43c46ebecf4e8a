import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import type { BatchAnswer, ChangedRecord } from '../../../lambda/outbox/outbox.ts';
import outboxFilter from '../../../lambda/outbox/stream-filter.json' with { type: 'json' };
import type { Emulator } from '../../support/emulator.ts';

/** Brings changes of a table to a function as Lambda does. */
export interface Stream {
  /** Brings what has changed since, and again what the function has failed at; gives the number of changes it was shown. */
  readonly deliver: (
    call: (event: { readonly Records: readonly ChangedRecord[] }) => Promise<BatchAnswer>,
  ) => Promise<number>;
  /** Passes over all changes until now: Lambda has given up on them. */
  readonly giveUp: () => Promise<void>;
}

/** Which changes a function is shown. */
interface Filter {
  readonly eventName: readonly string[];
  readonly dynamodb: { readonly NewImage: { readonly pending: { readonly S: readonly string[] } } };
}

/** Reads the stream of a table from its beginning, for the outbox unless another filter is given. */
export async function streamOf(
  { clientConfig }: Emulator,
  table: string,
  filter: Filter = outboxFilter,
): Promise<Stream> {
  const database = new DynamoDBClient(clientConfig);
  const { Table } = await database.send(new DescribeTableCommand({ TableName: table }));
  const client = new DynamoDBStreamsClient(clientConfig);
  const StreamArn = Table?.LatestStreamArn;
  const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn }));
  const ShardId = StreamDescription?.Shards?.[0]?.ShardId;
  const first = { StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' as const };
  let { ShardIterator } = await client.send(new GetShardIteratorCommand(first));
  let waiting: readonly ChangedRecord[] = [];

  const read = async () => {
    const { Records = [], NextShardIterator } = await client.send(new GetRecordsCommand({ ShardIterator }));
    ShardIterator = NextShardIterator;
    const wanted = Records.filter(({ eventName = '', dynamodb }) =>
      isWanted(filter, eventName, dynamodb?.NewImage),
    );
    return wanted as unknown as readonly ChangedRecord[];
  };

  return {
    deliver: async (call) => {
      const records = [...waiting, ...(await read())];
      if (records.length === 0) return 0;
      const { batchItemFailures } = await call({ Records: records });
      const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      const lowest = records.findIndex(({ dynamodb }) => failed.has(dynamodb.SequenceNumber));
      // Whatever comes after the first failure is brought again as well.
      waiting = lowest === -1 ? [] : records.slice(lowest);
      return records.length;
    },
    giveUp: async () => {
      await read();
      waiting = [];
    },
  };
}

type Image = Readonly<Record<string, { readonly S?: string | undefined }>>;

function isWanted(filter: Filter, eventName: string, image: object = {}): boolean {
  const { pending } = image as Image;
  return (
    filter.eventName.includes(eventName) && filter.dynamodb.NewImage.pending.S.includes(pending?.S ?? '')
  );
}
