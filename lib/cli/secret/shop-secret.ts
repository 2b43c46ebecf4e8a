import type { Secret, SecretField } from '../../../lambda/gateways/gateway.ts';
import { labels } from '../../../lambda/gateways/rotation/labels.ts';
import { overlapEnd, replacedAt } from '../../../lambda/gateways/rotation/overlap.ts';
import type { ShapeFault } from '../../../lambda/gateways/rotation/secret-shape.ts';
import { parseSecret } from '../../../lambda/shared/secrets/parse-secret.ts';
import {
  type SecretClient,
  type SecretDescription,
  type StoredVersion,
  versionWith,
} from '../../../lambda/shared/secrets/secret-client.ts';
import { UsageError } from '../output.ts';
import type { ShopEnvironment } from '../shop-environment.ts';
import { type GatewaySecret, gatewaySecretOf, gatewaySecretsOf } from './gateway-secret.ts';
import { type WebhookSecret, webhookName, webhookSecretsOf } from './webhook-secret.ts';

/** A secret of one environment that an operator stages, with the client that reads and writes it. */
export interface StagedSecret {
  /** What the commands call it. */
  readonly subject: string;
  /** How a sentence about it begins. */
  readonly title: string;
  /** Whose secret it is, in the middle of a sentence. */
  readonly owner: string;
  /** Its name in Secrets Manager. */
  readonly name: string;
  readonly client: SecretClient;
  /** How a sentence about AWS calls it. */
  readonly what: string;
  /** The members that it may have. */
  readonly fields: Readonly<Record<string, SecretField>>;
  readonly isNeeded: (field: SecretField) => boolean;
  /** What is wrong with a value, without a part of it. */
  readonly faultOf: (secret: Secret) => ShapeFault | undefined;
}

/** One of the secrets that an operator stages. */
export type ShopSecret = GatewaySecret | WebhookSecret;

/** Options of every command here. */
export const secretOptions = {
  file: { type: 'string' },
  environment: { type: 'string', short: 'e' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** The secret that the arguments name. What else they hold is not repeated: it may be a secret. */
export function shopSecretOf(environment: ShopEnvironment, names: readonly string[]): ShopSecret {
  if (names.length !== 1 || names[0] !== webhookName) return gatewaySecretOf(environment, names);
  const [webhook] = webhookSecretsOf(environment);
  if (webhook) return webhook;
  throw new UsageError(
    `${environment.name} tells no webhook, write orders.notify into the storefront file and deploy it first`,
  );
}

/** All secrets of an environment, read with the credentials that the AWS SDK finds. */
export function shopSecretsOf(environment: ShopEnvironment): readonly ShopSecret[] {
  return [...gatewaySecretsOf(environment), ...webhookSecretsOf(environment)];
}

/** What a secret consists of at this moment. It holds the current keys: not for the output. */
export interface SecretState {
  readonly description: SecretDescription;
  /** Absent where there is no current version, or its value is not a JSON object of texts: the shop cannot use that either. */
  readonly current?: Secret | undefined;
  /** Until when the previous keys of a gateway are needed. */
  readonly overlapUntil?: Date | undefined;
  /** Whether the webhook is signed with the previous key, too. */
  readonly isPreviousSigning: boolean;
}

/** Reads a secret, and what another change of it has to wait for. */
export async function readState(secret: ShopSecret, now: Date): Promise<SecretState> {
  const { name, client } = secret;
  const description = await client.describe(name);
  const current = await client.read(name, { label: labels.current });
  const members = current && parseSecret(current.text);
  const end = 'gateway' in secret && (await overlapOf(secret, current, members, description));
  const hasPrevious = versionWith(description, labels.previous) !== undefined;
  return {
    description,
    current: members,
    overlapUntil: end && end > now ? end : undefined,
    isPreviousSigning: !('gateway' in secret) && hasPrevious,
  };
}

async function overlapOf(
  { gateway, name, client }: GatewaySecret,
  current: StoredVersion | undefined,
  members: Secret | undefined,
  description: SecretDescription,
): Promise<Date | undefined> {
  const previous = await client.read(name, { label: labels.previous });
  return overlapEnd(gateway, {
    current: members,
    previous: previous && parseSecret(previous.text),
    replacedAt: replacedAt(current?.createdAt, description.rotatedAt),
  });
}
