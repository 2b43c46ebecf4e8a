import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Gateway, Secret } from '../../../lambda/gateways/gateway.ts';
import type { GatewayConfig } from '../../../lambda/gateways/gateway-config.ts';
import { gatewayOf } from '../../../lambda/gateways/index.ts';
import { labels } from '../../../lambda/gateways/rotation/labels.ts';
import { overlapEnd, replacedAt } from '../../../lambda/gateways/rotation/overlap.ts';
import { parseSecret } from '../../../lambda/shared/secrets/parse-secret.ts';
import {
  createSecretClient,
  type SecretClient,
  type SecretDescription,
} from '../../../lambda/shared/secrets/secret-client.ts';
import { gatewayByName } from '../gateway/gateway-by-name.ts';
import { UsageError } from '../output.ts';
import type { ShopEnvironment } from '../shop-environment.ts';

/** The secret of one gateway of one environment, with the client that reads and writes it. */
export interface GatewaySecret {
  readonly gateway: Gateway;
  readonly config: GatewayConfig;
  /** Its name in Secrets Manager. */
  readonly name: string;
  readonly client: SecretClient;
  /** How a sentence about AWS calls it. */
  readonly what: string;
}

/** Options of every command here. */
export const secretOptions = {
  file: { type: 'string' },
  environment: { type: 'string', short: 'e' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** The secret of the gateway that the arguments name. What else they hold is not repeated: it may be a secret. */
export function gatewaySecretOf(
  environment: ShopEnvironment,
  [name, ...others]: readonly string[],
): GatewaySecret {
  if (name === undefined) throw new UsageError('found no gateway, name one');
  if (others.length > 0) {
    throw new UsageError(
      `found ${others.length + 1} arguments, name one gateway; secrets come from standard input alone`,
    );
  }
  const { name: known } = gatewayByName(name);
  const secret = gatewaySecretsOf(environment).find(({ gateway }) => gateway.name === known);
  if (secret) return secret;
  const used = environment.gateways.map((config) => config.name).join(', ');
  throw new UsageError(`${environment.name} does not use ${known}, it uses ${used}`);
}

/** The secrets of all gateways of an environment, read with the credentials that the AWS SDK finds. */
export function gatewaySecretsOf({
  gateways,
  region,
  secretNameOf,
}: ShopEnvironment): readonly GatewaySecret[] {
  const client = createSecretClient(new SecretsManagerClient({ region }));
  return gateways.map((config) => {
    const name = secretNameOf(config.name);
    return { gateway: gatewayOf(config.name), config, name, client, what: `the secret ${name} in ${region}` };
  });
}

/** What a secret consists of at this moment. It holds the current keys: not for the output. */
export interface SecretState {
  readonly description: SecretDescription;
  /** Absent where there is no current version, or its value is not a JSON object of texts: the shop cannot use that either. */
  readonly current?: Secret | undefined;
  /** Until when the previous keys are needed. */
  readonly overlapUntil?: Date | undefined;
}

/** Reads a secret, and until when a rotation has to wait. */
export async function readState({ gateway, name, client }: GatewaySecret, now: Date): Promise<SecretState> {
  const description = await client.describe(name);
  const current = await client.read(name, { label: labels.current });
  const previous = await client.read(name, { label: labels.previous });
  const members = current && parseSecret(current.text);
  const end = overlapEnd(gateway, {
    current: members,
    previous: previous && parseSecret(previous.text),
    replacedAt: replacedAt(current?.createdAt, description.rotatedAt),
  });
  return { description, current: members, overlapUntil: end && end > now ? end : undefined };
}
