import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretVersionIdsCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  RotateSecretCommand,
  type SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';

/**
 * AWS Secrets Manager, as the functions and the command use it. A secret is named by its name or ARN. Each call throws
 * the SDK's error where AWS refuses it.
 */
export interface SecretClient {
  readonly describe: (secretId: string) => Promise<SecretDescription>;
  /** The version with an id or a staging label; nothing where there is none, or none with a value. */
  readonly read: (secretId: string, version: VersionName) => Promise<StoredVersion | undefined>;
  /** Writes a version. Its labels leave the versions that had them. */
  readonly write: (version: NewVersion) => Promise<void>;
  /** Moves a label from one version to another, or removes it. */
  readonly moveLabel: (secretId: string, label: string, ends: LabelMove) => Promise<void>;
  /** When each version was created, by its id. */
  readonly creationDates: (secretId: string) => Promise<ReadonlyMap<string, Date>>;
  readonly startRotation: (secretId: string) => Promise<void>;
}

/** What is known of a secret without its values. */
export interface SecretDescription {
  readonly isRotationEnabled: boolean;
  /** The labels of each version that has one, by the version's id. */
  readonly versions: ReadonlyMap<string, readonly string[]>;
  /** When a rotation was last completed. */
  readonly rotatedAt?: Date | undefined;
  readonly nextRotationAt?: Date | undefined;
}

type VersionName = { readonly version: string } | { readonly label: string };

/** A version with a value. */
export interface StoredVersion {
  readonly version: string;
  readonly createdAt?: Date | undefined;
  /** JSON, if whoever wrote it kept to the form; `parseSecret` reads it. */
  readonly text: string;
}

interface NewVersion {
  readonly secretId: string;
  readonly text: string;
  readonly labels: readonly string[];
  /** Becomes the version's id; writing the same version again changes nothing. @default - an id of the SDK's */
  readonly token?: string | undefined;
  /** Proves to Secrets Manager that a rotation writes, where it asks for that. */
  readonly rotationToken?: string | undefined;
}

interface LabelMove {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

// A function makes only the part of the port that its role allows, so that its bundle holds no request that AWS would refuse.

/** Reads values. */
export function createSecretReader(client: SecretsManagerClient): Pick<SecretClient, 'read'> {
  return { read: (secretId, name) => read(client, secretId, name) };
}

/** Reads values, and which version has which label. */
export function createVersionReader(client: SecretsManagerClient): Pick<SecretClient, 'describe' | 'read'> {
  return { ...createSecretReader(client), describe: (secretId) => describe(client, secretId) };
}

/** Reads and writes versions, and moves their labels. */
export function createVersionWriter(
  client: SecretsManagerClient,
): Pick<SecretClient, 'describe' | 'read' | 'write' | 'moveLabel'> {
  return {
    ...createVersionReader(client),
    write: async ({ secretId, text, labels, token, rotationToken }) => {
      await client.send(
        new PutSecretValueCommand({
          SecretId: secretId,
          SecretString: text,
          VersionStages: [...labels],
          ...(token && { ClientRequestToken: token }),
          ...(rotationToken && { RotationToken: rotationToken }),
        }),
      );
    },
    moveLabel: async (secretId, label, { from, to }) => {
      await client.send(
        new UpdateSecretVersionStageCommand({
          SecretId: secretId,
          VersionStage: label,
          RemoveFromVersionId: from,
          MoveToVersionId: to,
        }),
      );
    },
  };
}

/** Makes the whole port, for operators, from a client of the SDK, whose region and time limits hold. */
export function createSecretClient(client: SecretsManagerClient): SecretClient {
  return {
    ...createVersionWriter(client),
    creationDates: (secretId) => creationDates(client, secretId),
    startRotation: async (secretId) => {
      await client.send(new RotateSecretCommand({ SecretId: secretId }));
    },
  };
}

/** The version that has a label. */
export function versionWith({ versions }: SecretDescription, label: string): string | undefined {
  return [...versions].find(([, labels]) => labels.includes(label))?.[0];
}

async function describe(client: SecretsManagerClient, secretId: string): Promise<SecretDescription> {
  const { RotationEnabled, VersionIdsToStages, LastRotatedDate, NextRotationDate } = await client.send(
    new DescribeSecretCommand({ SecretId: secretId }),
  );
  return {
    isRotationEnabled: RotationEnabled === true,
    versions: new Map(Object.entries(VersionIdsToStages ?? {})),
    rotatedAt: LastRotatedDate,
    nextRotationAt: NextRotationDate,
  };
}

async function read(
  client: SecretsManagerClient,
  secretId: string,
  name: VersionName,
): Promise<StoredVersion | undefined> {
  const which = 'version' in name ? { VersionId: name.version } : { VersionStage: name.label };
  try {
    const found = await client.send(new GetSecretValueCommand({ SecretId: secretId, ...which }));
    const { VersionId = '', CreatedDate, SecretString = '' } = found;
    return { version: VersionId, createdAt: CreatedDate, text: SecretString };
  } catch (error) {
    // AWS gives the same answer for a version that a rotation has announced and nobody has given a value.
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

async function creationDates(
  client: SecretsManagerClient,
  secretId: string,
): Promise<ReadonlyMap<string, Date>> {
  const { Versions = [] } = await client.send(new ListSecretVersionIdsCommand({ SecretId: secretId }));
  return new Map(
    Versions.flatMap(({ VersionId, CreatedDate }) =>
      VersionId && CreatedDate ? [[VersionId, CreatedDate]] : [],
    ),
  );
}
