import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SecretField } from '../../../lambda/gateways/gateway.ts';
import { fieldsFault } from '../../../lambda/gateways/rotation/secret-shape.ts';
import { createSecretClient } from '../../../lambda/shared/secrets/secret-client.ts';
import type { ShopEnvironment } from '../shop-environment.ts';
import type { StagedSecret } from './shop-secret.ts';

/** The secret that signs the webhook about orders. */
export interface WebhookSecret extends StagedSecret {
  /** Where the webhook goes. */
  readonly url: string;
}

/** What the commands call it, as the storefront file does. */
export const webhookName = 'notify';

// 24 to 64 bytes: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md, "Signature scheme".
const fields: Readonly<Record<string, SecretField>> = {
  signingSecret: {
    for: 'callbacks',
    meaning: 'key of the webhook, whsec_ and 24 to 64 random bytes in base64',
    pattern:
      '^whsec_(?=[A-Za-z0-9+/]{32,88}={0,2}$)(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$',
  },
};

/** The secret of the webhook of an environment; none where it tells nobody. */
export function webhookSecretsOf({ notify, region }: ShopEnvironment): readonly WebhookSecret[] {
  if (!notify) return [];
  const { url, secretName: name } = notify;
  return [
    {
      subject: webhookName,
      title: 'Webhook of orders',
      owner: 'the webhook of orders',
      url,
      name,
      client: createSecretClient(new SecretsManagerClient({ region })),
      what: `the secret ${name} in ${region}`,
      fields,
      isNeeded: () => true,
      faultOf: (secret) => fieldsFault(fields, secret, () => true),
      partFaultOf: (part) => fieldsFault(fields, part, () => false),
    },
  ];
}
