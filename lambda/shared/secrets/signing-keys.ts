import { labels } from '../../gateways/rotation/labels.ts';
import type { Log } from '../log/log.ts';
import cache from './cache.json' with { type: 'json' };
import { withheldSecret } from './parse-secret.ts';
import type { SecretClient } from './secret-client.ts';

/** What the keys that a secret of the shop's own holds are read with. */
export interface SigningKeysReading {
  readonly client: Pick<SecretClient, 'read'>;
  readonly secretId: string;
  /** Withholds every value that is read from its lines. */
  readonly log: Log;
  /** In milliseconds since 1970. */
  readonly now: () => number;
}

const keptMilliseconds = cache.cacheSeconds * 1000;

/**
 * Reads the keys that sign in the shop's name, the current one first: the previous one counts as long as Secrets Manager has it, so
 * that what it signed holds, and a receiver can change its own in between. Throws where there is no current one.
 */
export function createSigningKeys({
  client,
  secretId,
  log,
  now,
}: SigningKeysReading): () => Promise<readonly string[]> {
  let kept: { readonly keys: readonly string[]; readonly readAt: number } | undefined;
  const keyOf = async (label: string): Promise<readonly string[]> => {
    const version = await client.read(secretId, { label });
    const key = version && withheldSecret(version, log)['signingSecret'];
    return key === undefined ? [] : [key];
  };
  // Everything new is signed with the current key. A previous one that cannot be read must not take that away.
  const previousKey = () =>
    keyOf(labels.previous).catch((error) => {
      log.error('the previous signing key is left out', error);
      return [];
    });
  return async () => {
    if (kept && now() - kept.readAt < keptMilliseconds) return kept.keys;
    const current = await keyOf(labels.current);
    if (current.length === 0) throw new Error('the secret has no signing key');
    const keys = [...current, ...(await previousKey())];
    kept = { keys, readAt: now() };
    return keys;
  };
}
