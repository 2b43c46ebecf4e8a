import { labels } from '../gateways/rotation/labels.ts';
import type { Log } from '../shared/log/log.ts';
import { withheldSecret } from '../shared/secrets/parse-secret.ts';
import type { SecretClient } from '../shared/secrets/secret-client.ts';

/** What the keys of the webhook are read with. */
export interface WebhookKeysReading {
  readonly client: Pick<SecretClient, 'read'>;
  readonly secretId: string;
  /** Withholds every value that is read from its lines. */
  readonly log: Log;
  /** In milliseconds since 1970. */
  readonly now: () => number;
}

// As long as the other functions keep a gateway's keys.
const keptMilliseconds = 5 * 60 * 1000;

/**
 * Reads the keys that sign webhooks: the current one, and the previous one as long as Secrets Manager has it, so that a receiver can
 * change its own in between. Throws where nobody has staged one.
 */
export function createWebhookKeys({
  client,
  secretId,
  log,
  now,
}: WebhookKeysReading): () => Promise<readonly string[]> {
  let kept: { readonly keys: readonly string[]; readonly readAt: number } | undefined;
  const keyOf = async (label: string): Promise<readonly string[]> => {
    const version = await client.read(secretId, { label });
    const key = version && withheldSecret(version, log)['signingSecret'];
    return key === undefined ? [] : [key];
  };
  return async () => {
    if (kept && now() - kept.readAt < keptMilliseconds) return kept.keys;
    const current = await keyOf(labels.current);
    if (current.length === 0) throw new Error('the webhook has no signing secret');
    const keys = [...current, ...(await keyOf(labels.previous))];
    kept = { keys, readAt: now() };
    return keys;
  };
}
