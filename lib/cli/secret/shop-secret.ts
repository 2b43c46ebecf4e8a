import type { Secret, SecretField } from '../../../lambda/gateways/gateway.ts';
import { labels } from '../../../lambda/gateways/rotation/labels.ts';
import { lastDelivery, replacedAt } from '../../../lambda/gateways/rotation/overlap.ts';
import type { ShapeFault } from '../../../lambda/gateways/rotation/secret-shape.ts';
import {
  type SecretClient,
  type SecretDescription,
  versionWith,
} from '../../../lambda/shared/secrets/secret-client.ts';
import { UsageError } from '../output.ts';
import type { ShopEnvironment } from '../shop-environment.ts';
import { type GatewaySecret, gatewaySecretOf, gatewaySecretsOf } from './gateway-secret.ts';
import { type WebhookSecret, webhookNames, webhookSecretsOf } from './webhook-secret.ts';

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
  /** The same of some members alone. */
  readonly partFaultOf: (part: Secret) => ShapeFault | undefined;
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
  const wanted = webhookNames.find((name) => name === names[0]);
  if (names.length !== 1 || !wanted) return gatewaySecretOf(environment, names);
  const webhook = webhookSecretsOf(environment).find(({ subject }) => subject === wanted);
  if (webhook) return webhook;
  const lack = { notify: 'tells no webhook', quote: 'asks for no quote' }[wanted];
  throw new UsageError(
    `${environment.name} ${lack}, write orders.${wanted} into the storefront file and deploy it first`,
  );
}

/** All secrets of an environment, read with the credentials that the AWS SDK finds. */
export function shopSecretsOf(environment: ShopEnvironment): readonly ShopSecret[] {
  return [...gatewaySecretsOf(environment), ...webhookSecretsOf(environment)];
}

/** What is known of a secret at this moment. It holds no value: whoever stages keys cannot read them. */
export interface SecretState {
  readonly description: SecretDescription;
  /** When each version was made, by its id. */
  readonly dates: ReadonlyMap<string, Date>;
  /** Whether there is a current version. What a rotation makes current has the form that the shop needs. */
  readonly isInUse: boolean;
  /** Until when the previous keys of a gateway are needed. */
  readonly overlapUntil?: Date | undefined;
  /** Whether the webhook is signed with the previous key, too. */
  readonly isPreviousSigning: boolean;
}

/** Looks a secret up, and what another change of it has to wait for. */
export async function readState(secret: ShopSecret, now: Date): Promise<SecretState> {
  const { name, client } = secret;
  const description = await client.describe(name);
  const dates = await client.creationDates(name);
  const end = 'gateway' in secret ? overlapOf(secret, description, dates) : undefined;
  const hasPrevious = versionWith(description, labels.previous) !== undefined;
  return {
    description,
    dates,
    isInUse: versionWith(description, labels.current) !== undefined,
    overlapUntil: end && end > now ? end : undefined,
    isPreviousSigning: !('gateway' in secret) && hasPrevious,
  };
}

/** The rotation has said whether the previous version signs otherwise than the current one. */
function overlapOf(
  { gateway }: GatewaySecret,
  description: SecretDescription,
  dates: ReadonlyMap<string, Date>,
): Date | undefined {
  const previous = versionWith(description, labels.previous);
  if (previous === undefined || versionWith(description, labels.overlap) !== previous) return undefined;
  const madeAt = dates.get(versionWith(description, labels.current) ?? '');
  return lastDelivery(gateway.name, replacedAt(madeAt, description.rotatedAt));
}
