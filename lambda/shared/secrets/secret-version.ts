import {
  GetSecretValueCommand,
  type GetSecretValueResponse,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { Secret } from '../../gateways/gateway.ts';
import type { Log } from '../log/log.ts';
import type { ConfiguredGateway } from '../settings/gateway-settings.ts';
import { withheldSecret } from './parse-secret.ts';

/** What the shop's secrets are read with. */
export interface SecretReading {
  readonly client: SecretsManagerClient;
  readonly gateways: readonly ConfiguredGateway[];
  /** Keeps every value that is read out of its lines from then on. */
  readonly log: Log;
}

/** The name or ARN of a gateway's secret. Throws for a gateway that the shop does not use. */
export function secretIdOf({ gateways }: SecretReading, gateway: string): string {
  const secretId = gateways.find(({ config }) => config.name === gateway)?.secretId;
  if (secretId === undefined) throw new Error(`the shop does not use ${gateway}`);
  return secretId;
}

/** The version under a label; nothing where none has it. */
export async function readVersion(
  { client }: SecretReading,
  secretId: string,
  label: string,
): Promise<GetSecretValueResponse | undefined> {
  try {
    return await client.send(new GetSecretValueCommand({ SecretId: secretId, VersionStage: label }));
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

/** The members of a version, kept out of the log. Throws where it is no JSON object of texts. */
export function membersOf({ SecretString }: GetSecretValueResponse, log: Log): Secret {
  return withheldSecret(SecretString, log);
}
