import {
  GetSecretValueCommand,
  type GetSecretValueResponse,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { Secret } from '../../gateways/gateway.ts';
import type { Log } from '../log/log.ts';
import type { ConfiguredGateway } from '../settings/gateway-settings.ts';
import type { SecretVersions } from './gateway-secrets.ts';
import { parseSecret } from './parse-secret.ts';
import type { SecretSource } from './secret-source.ts';

/** What the shop's secrets are read with. */
export interface SecretsManagerDependencies {
  readonly client: SecretsManagerClient;
  readonly gateways: readonly ConfiguredGateway[];
  /** Keeps every value that is read out of its lines from then on. */
  readonly log: Log;
}

/** Secrets as AWS Secrets Manager keeps them: one for each gateway, of which up to three versions count. */
export function createSecretsManagerSource(dependencies: SecretsManagerDependencies): SecretSource {
  return { read: (gateway) => readVersions(dependencies, gateway) };
}

async function readVersions(
  { client, gateways, log }: SecretsManagerDependencies,
  gateway: string,
): Promise<SecretVersions> {
  const secretId = gateways.find(({ use }) => use.name === gateway)?.secretId;
  if (secretId === undefined) throw new Error(`the shop does not use ${gateway}`);
  const version = (stage: string) => readVersion(client, secretId, stage);
  const stages = ['AWSCURRENT', 'AWSPENDING', 'AWSPREVIOUS'] as const;
  const [current, ...others] = await Promise.all(stages.map(version));
  const currentSecret = current && withheld(parseSecret(current.SecretString), log);
  const otherSecrets = distinct(others, current).flatMap((other) => readableSecret(other, gateway, log));
  return {
    ...(currentSecret && { current: currentSecret }),
    forCallbacks: [...(currentSecret ? [currentSecret] : []), ...otherSecrets],
  };
}

async function readVersion(
  client: SecretsManagerClient,
  secretId: string,
  stage: string,
): Promise<GetSecretValueResponse | undefined> {
  try {
    return await client.send(new GetSecretValueCommand({ SecretId: secretId, VersionStage: stage }));
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

// Two labels can stand on one version.
function distinct(
  versions: readonly (GetSecretValueResponse | undefined)[],
  current: GetSecretValueResponse | undefined,
): readonly GetSecretValueResponse[] {
  const known = new Set([current?.VersionId]);
  return versions.flatMap((version) => {
    if (!version || known.has(version.VersionId)) return [];
    known.add(version.VersionId);
    return [version];
  });
}

// The current version is what the shop lives by. Another one that cannot be read must not take that away from it.
function readableSecret(version: GetSecretValueResponse, gateway: string, log: Log): readonly Secret[] {
  try {
    return [withheld(parseSecret(version.SecretString), log)];
  } catch (error) {
    log.error('a version of the secret is left out', error, { gateway, secretVersion: version.VersionId });
    return [];
  }
}

function withheld(secret: Secret, log: Log): Secret {
  for (const value of Object.values(secret)) log.withhold(value);
  return secret;
}
