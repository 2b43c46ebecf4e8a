import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import type { SecretStore } from './secret-store.ts';

/** AWS Secrets Manager behind the port of a rotation. */
export function createSecretsManagerStore(client: SecretsManagerClient): SecretStore {
  return {
    describe: async (secretId) => {
      const { RotationEnabled, VersionIdsToStages, LastRotatedDate } = await client.send(
        new DescribeSecretCommand({ SecretId: secretId }),
      );
      return {
        isRotated: RotationEnabled === true,
        versions: new Map(Object.entries(VersionIdsToStages ?? {})),
        rotatedAt: LastRotatedDate,
      };
    },
    read: (secretId, name) => read(client, secretId, name),
    write: async ({ secretId, token, text, labels, rotationToken }) => {
      await client.send(
        new PutSecretValueCommand({
          SecretId: secretId,
          ClientRequestToken: token,
          SecretString: text,
          VersionStages: [...labels],
          ...(rotationToken && { RotationToken: rotationToken }),
        }),
      );
    },
    move: async (secretId, label, { from, to }) => {
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

const read = async (
  client: SecretsManagerClient,
  secretId: string,
  name: Parameters<SecretStore['read']>[1],
): ReturnType<SecretStore['read']> => {
  const which = 'version' in name ? { VersionId: name.version } : { VersionStage: name.label };
  try {
    const found = await client.send(new GetSecretValueCommand({ SecretId: secretId, ...which }));
    const { VersionId = '', CreatedDate = new Date(0), SecretString = '' } = found;
    return { version: VersionId, createdAt: CreatedDate, text: SecretString };
  } catch (error) {
    // Also the answer for a version that a rotation has announced and nobody has given a value.
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
};
