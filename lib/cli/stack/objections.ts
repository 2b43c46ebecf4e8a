import { DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { ListUsersCommand } from '@aws-sdk/client-cognito-identity-provider';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { DescribeSecretCommand } from '@aws-sdk/client-secrets-manager';
import type { RegionClients } from './region-clients.ts';
import type { MadeResource } from './stack-life.ts';

/**
 * Why a resource that a failed first deployment has left must not be deleted: somebody uses it by now. Nothing where
 * nobody does, or where it is gone.
 */
export async function objectionTo(
  clients: RegionClients,
  { type, physicalId }: MadeResource,
  ofStacks: readonly string[],
): Promise<string | undefined> {
  const owner = await ownerOf(clients, physicalId);
  if (owner !== undefined && !ofStacks.includes(owner)) return `${physicalId} belongs to the stack ${owner}`;
  const objection = await objections[type]?.(clients, physicalId);
  return objection && `${physicalId} ${objection}`;
}

const objections: Readonly<
  Record<string, (clients: RegionClients, physicalId: string) => Promise<string | undefined>>
> = {
  'AWS::DynamoDB::Table': async ({ database }, TableName) => {
    // Whoever clears up has to know that there are items, and not what they say.
    const count = new ScanCommand({ TableName, Limit: 1, ConsistentRead: true, Select: 'COUNT' });
    const scan = database.send(count);
    return (await foundBy(scan))?.Count ? 'holds items' : undefined;
  },
  'AWS::Cognito::UserPool': async ({ userPools }, UserPoolId) => {
    const pool = await foundBy(
      userPools.send(new ListUsersCommand({ UserPoolId, Limit: 1, AttributesToGet: [] })),
    );
    return pool?.Users?.length ? 'has customers' : undefined;
  },
  'AWS::SecretsManager::Secret': async ({ secrets }, SecretId) => {
    // Secrets Manager made this key, and makes the next one.
    if (/\/order-link(?:-[A-Za-z0-9]{6})?$/.test(SecretId)) return undefined;
    const secret = await foundBy(secrets.send(new DescribeSecretCommand({ SecretId })));
    return Object.keys(secret?.VersionIdsToStages ?? {}).length > 0 ? 'has a value' : undefined;
  },
};

/** The stack that has a resource now. */
async function ownerOf(
  { cloudFormation }: RegionClients,
  PhysicalResourceId: string,
): Promise<string | undefined> {
  const described = cloudFormation.send(new DescribeStackResourcesCommand({ PhysicalResourceId }));
  return (await foundBy(described))?.StackResources?.[0]?.StackId;
}

/** What a call comes to; nothing where it does not find what it asks for. */
async function foundBy<Result>(call: Promise<Result>): Promise<Result | undefined> {
  try {
    return await call;
  } catch (error) {
    const { name, message } = error as Error;
    const isMissing = name === 'ResourceNotFoundException' || /^Stack for .* does not exist$/.test(message);
    if (isMissing) return undefined;
    throw error;
  }
}
