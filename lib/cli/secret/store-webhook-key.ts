import type { Secret } from '../../../lambda/gateways/gateway.ts';
import { labels } from '../../../lambda/gateways/rotation/labels.ts';
import cache from '../../../lambda/shared/secrets/cache.json' with { type: 'json' };
import type { SecretState } from './shop-secret.ts';
import type { WebhookSecret } from './webhook-secret.ts';

/**
 * Makes a key of the webhook current. Secrets Manager calls the one before the previous one, and that signs too. Answers what a person
 * may be told of it.
 */
export async function storeWebhookKey(
  { title, name, client, subject, afterFirst }: WebhookSecret,
  { isInUse }: SecretState,
  members: Secret,
): Promise<string> {
  await client.write({ secretId: name, text: JSON.stringify(members), labels: [labels.current] });
  const seconds = `within ${cache.cacheSeconds} seconds`;
  if (!isInUse) {
    return `${title}: this is the first key, so it signs alone ${seconds}; ${afterFirst}.`;
  }
  return [
    `${title}: the new key is current and signs ${seconds}, and the one before signs beside it.`,
    `Give the other side the new key after those ${cache.cacheSeconds} seconds, and then run: palisade secret revoke-previous ${subject}`,
  ].join('\n');
}
