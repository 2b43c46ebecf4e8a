import { labels } from '../gateways/rotation/labels.ts';
import type { Log } from '../shared/log/log.ts';
import cache from '../shared/secrets/cache.json' with { type: 'json' };
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

const keptMilliseconds = cache.cacheSeconds * 1000;

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
  // The current key is what the receiver lives by. A previous one that cannot be read must not take that away from it.
  const previousKey = () =>
    keyOf(labels.previous).catch((error) => {
      log.error('the previous key of the webhook is left out', error);
      return [];
    });
  return async () => {
    if (kept && now() - kept.readAt < keptMilliseconds) return kept.keys;
    const current = await keyOf(labels.current);
    if (current.length === 0) throw new Error('the webhook has no signing secret');
    const keys = [...current, ...(await previousKey())];
    kept = { keys, readAt: now() };
    return keys;
  };
}
