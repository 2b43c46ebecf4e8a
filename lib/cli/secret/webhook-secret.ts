import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SecretField } from '../../../lambda/gateways/gateway.ts';
import { fieldsFault } from '../../../lambda/gateways/rotation/secret-shape.ts';
import { createSecretClient } from '../../../lambda/shared/secrets/secret-client.ts';
import type { ShopEnvironment } from '../shop-environment.ts';
import type { StagedSecret } from './shop-secret.ts';

/** A secret that signs what a system of the shop's own is told, or asked. */
export interface WebhookSecret extends StagedSecret {
  readonly subject: WebhookName;
  /** Where the request goes. */
  readonly url: string;
  /** What the first key brings about, as a clause. */
  readonly afterFirst: string;
}

/** What the commands call them, as the storefront file does. */
export const webhookNames = ['notify', 'quote'] as const;
type WebhookName = (typeof webhookNames)[number];

// 24 to 64 bytes: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md, "Signature scheme".
const fields: Readonly<Record<string, SecretField>> = {
  signingSecret: {
    for: 'callbacks',
    meaning: 'key of the webhook, whsec_ and 24 to 64 random bytes in base64',
    pattern:
      '^whsec_(?=[A-Za-z0-9+/]{32,88}={0,2}$)(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$',
  },
};

interface Signed {
  readonly url: string;
  readonly secretName: string;
}

/** The secrets of what an environment signs for systems of the shop's own. */
export function webhookSecretsOf({ notify, quote, region }: ShopEnvironment): readonly WebhookSecret[] {
  const secret = (
    subject: WebhookName,
    { url, secretName: name }: Signed,
    said: Pick<WebhookSecret, 'title' | 'owner' | 'afterFirst'>,
  ): WebhookSecret => ({
    ...{ subject, url, name, fields, ...said },
    client: createSecretClient(new SecretsManagerClient({ region })),
    what: `the secret ${name} in ${region}`,
    isNeeded: () => true,
    faultOf: (each) => fieldsFault(fields, each, () => true),
    partFaultOf: (part) => fieldsFault(fields, part, () => false),
  });
  const afterNotify = 'the changes that wait are told by then';
  return [
    ...(notify
      ? [
          secret('notify', notify, {
            title: 'Webhook of orders',
            owner: 'the webhook of orders',
            afterFirst: afterNotify,
          }),
        ]
      : []),
    ...(quote
      ? [
          secret('quote', quote, {
            title: 'Quotes',
            owner: 'the quotes',
            afterFirst: 'orders are priced from then on',
          }),
        ]
      : []),
  ];
}
