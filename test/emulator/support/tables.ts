import { CreateTableCommand, type DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';

/** Creates a table of orders and payment events as the shop's own is. */
export async function createOrdersTable(client: DynamoDBClient, name: string): Promise<void> {
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'sk', 'pending', 'receivedAt', 'listed', 'listedAt'].map((attribute) => ({
        AttributeName: attribute,
        AttributeType: 'S',
      })),
      KeySchema: keys('pk', 'sk'),
      GlobalSecondaryIndexes: [
        {
          IndexName: 'pending',
          KeySchema: keys('pending', 'receivedAt'),
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['generation'] },
        },
        {
          IndexName: 'listed',
          KeySchema: keys('listed', 'listedAt'),
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['listing'] },
        },
      ],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 1 }, { TableName: name });
}

function keys(partition: string, sort: string) {
  return [
    { AttributeName: partition, KeyType: 'HASH' as const },
    { AttributeName: sort, KeyType: 'RANGE' as const },
  ];
}
