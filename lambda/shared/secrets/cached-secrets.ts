import type { Log } from '../log/log.ts';
import settings from './cache.json' with { type: 'json' };
import type { GatewaySecrets, SecretVersions } from './gateway-secrets.ts';
import type { SecretSource } from './secret-source.ts';

/** What the cache is made of. */
export interface CachedSecretsDependencies {
  readonly source: SecretSource;
  readonly now: () => Date;
  readonly log: Log;
}

/**
 * Keeps secrets for some minutes, and for an hour while they cannot be read anew: a shop goes on selling when Secrets
 * Manager does not answer. Requests that come at the same time share one reading.
 */
export function createGatewaySecrets(dependencies: CachedSecretsDependencies): GatewaySecrets {
  const entries = new Map<string, Entry>();
  const cache: Cache = { ...dependencies, entries };
  return {
    read: async (gateway) => {
      const { kept } = entryOf(cache, gateway);
      return kept && ageOf(cache, kept.readAt) < lifetime(kept.versions)
        ? kept.versions
        : ask(cache, gateway);
    },
    refresh: (gateway) => ask(cache, gateway),
  };
}

interface Cache extends CachedSecretsDependencies {
  readonly entries: Map<string, Entry>;
}

interface Entry {
  kept?: { readonly versions: SecretVersions; readonly readAt: Date };
  askedAt?: Date;
  underWay?: Promise<SecretVersions>;
}

const { cacheSeconds, refetchSeconds, staleSeconds } = settings;

// Somebody is about to stage the secret that is missing, and waits for the shop to see it.
function lifetime({ current }: SecretVersions): number {
  return current ? cacheSeconds : refetchSeconds;
}

async function ask(cache: Cache, gateway: string): Promise<SecretVersions> {
  const entry = entryOf(cache, gateway);
  const wasJustAsked = entry.askedAt !== undefined && ageOf(cache, entry.askedAt) < refetchSeconds;
  const usable = entry.kept && ageOf(cache, entry.kept.readAt) < staleSeconds ? entry.kept : undefined;
  if (usable && wasJustAsked && !entry.underWay) return usable.versions;
  try {
    return await fetchOnce(cache, gateway, entry);
  } catch (error) {
    if (!usable) throw error;
    const ageSeconds = Math.round(ageOf(cache, usable.readAt));
    cache.log.warn('secret is used although it cannot be read anew', { gateway, ageSeconds });
    return usable.versions;
  }
}

function fetchOnce(cache: Cache, gateway: string, entry: Entry): Promise<SecretVersions> {
  entry.underWay ??= fetchNow(cache, gateway, entry).finally(() => {
    delete entry.underWay;
  });
  return entry.underWay;
}

async function fetchNow({ source, now }: Cache, gateway: string, entry: Entry): Promise<SecretVersions> {
  entry.askedAt = now();
  const versions = await source.read(gateway);
  entry.kept = { versions, readAt: now() };
  return versions;
}

function entryOf({ entries }: Cache, gateway: string): Entry {
  const entry = entries.get(gateway) ?? {};
  entries.set(gateway, entry);
  return entry;
}

function ageOf({ now }: Cache, time: Date): number {
  return (now().getTime() - time.getTime()) / 1000;
}
