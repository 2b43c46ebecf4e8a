import {
  DescribeSecretCommand,
  type DescribeSecretResponse,
  GetSecretValueCommand,
  ListSecretVersionIdsCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  RotateSecretCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import type { Secret } from '../../../lambda/gateways/gateway.ts';
import { tellAws } from '../aws/tell-aws.ts';
import { parsedMembers } from './parsed-members.ts';

/** One secret in AWS Secrets Manager, as an operator works with it. What AWS refuses is told in a sentence. */
export interface Vault {
  readonly describe: () => Promise<DescribeSecretResponse>;
  /** The version with a label; nothing where there is none, or none with a value. */
  readonly read: (label: string) => Promise<StoredVersion | undefined>;
  /** When each version was made, by its id. */
  readonly dates: () => Promise<ReadonlyMap<string, Date>>;
  /** Writes a new version. */
  readonly put: (secret: Secret, label: string) => Promise<void>;
  readonly removeLabel: (label: string, version: string) => Promise<void>;
  readonly rotate: () => Promise<void>;
}

interface StoredVersion {
  /** Absent where the value is no JSON object of texts: the shop cannot use it either. */
  readonly secret: Secret | undefined;
  readonly createdAt: Date;
}

/** Opens the secret of a name in a region, with the credentials that the AWS SDK finds. */
export function openVault(name: string, region: string): Vault {
  const client = new SecretsManagerClient({ region });
  const told = <Result>(call: Promise<Result>) => tellAws(call, `the secret ${name} in ${region}`);
  const id = { SecretId: name };
  return {
    describe: () => told(client.send(new DescribeSecretCommand(id))),
    read: (label) => told(read(client, name, label)),
    dates: () => told(datesOf(client, name)),
    put: async (secret, label) => {
      const value = { SecretString: JSON.stringify(secret), VersionStages: [label] };
      await told(client.send(new PutSecretValueCommand({ ...id, ...value })));
    },
    removeLabel: async (label, version) => {
      const change = { VersionStage: label, RemoveFromVersionId: version };
      await told(client.send(new UpdateSecretVersionStageCommand({ ...id, ...change })));
    },
    rotate: async () => {
      await told(client.send(new RotateSecretCommand(id)));
    },
  };
}

async function read(
  client: SecretsManagerClient,
  name: string,
  label: string,
): Promise<StoredVersion | undefined> {
  const command = new GetSecretValueCommand({ SecretId: name, VersionStage: label });
  const found = await client.send(command).catch((error: unknown) => {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  });
  if (!found) return undefined;
  return { secret: parsedMembers(found.SecretString ?? ''), createdAt: found.CreatedDate ?? new Date(0) };
}

async function datesOf(client: SecretsManagerClient, name: string): Promise<ReadonlyMap<string, Date>> {
  const { Versions = [] } = await client.send(new ListSecretVersionIdsCommand({ SecretId: name }));
  return new Map(
    Versions.flatMap(({ VersionId, CreatedDate }) =>
      VersionId && CreatedDate ? [[VersionId, CreatedDate]] : [],
    ),
  );
}
