import cache from '../../shared/secrets/cache.json' with { type: 'json' };
import type { Gateway, Secret } from '../gateway.ts';
import retries from './retries.json' with { type: 'json' };

/**
 * For how many seconds deliveries that were signed with the previous key may still come: the gateway's retries, and
 * the time for which a function may not yet know of a change.
 */
export function overlapSeconds(gateway: string): number {
  return retrySeconds(gateway) + cache.cacheSeconds;
}

// A file of its own beside the registry of gateways, most of which is about pages: the function for callbacks starts while a gateway waits.
function retrySeconds(gateway: string): number {
  const known: Readonly<Record<string, { readonly seconds: number } | undefined>> = retries.gateways;
  const found = known[gateway];
  if (!found) throw new Error(`nothing is known of how long the gateway '${gateway}' sends a delivery again`);
  return found.seconds;
}

/**
 * When a current version took the place of the one before it. A rotation can take long between making a version and
 * making it current; without a rotation, that is the same moment.
 */
export function replacedAt(madeAt: Date | undefined, rotatedAt: Date | undefined): Date {
  return new Date(Math.max(madeAt?.getTime() ?? 0, rotatedAt?.getTime() ?? 0));
}

/** Until when deliveries may come that were signed before a key was replaced. */
export function lastDelivery(gateway: string, replaced: Date): Date {
  return new Date(replaced.getTime() + overlapSeconds(gateway) * 1000);
}

/** What a secret is made of at a moment, as far as the overlap depends on it. */
export interface Replaced {
  readonly current?: Secret | undefined;
  readonly previous?: Secret | undefined;
  /** When the previous version stopped being the current one. */
  readonly replacedAt: Date;
}

/**
 * Until when the previous version has to stay; nothing where another rotation may take it away, because it signs
 * nothing that the current one does not.
 */
export function overlapEnd(
  gateway: Gateway,
  { current, previous, replacedAt: replaced }: Replaced,
): Date | undefined {
  if (!previous || signsAlike(gateway, current, previous)) return undefined;
  return lastDelivery(gateway.name, replaced);
}

/** Whether two versions of a secret sign callbacks with the same keys. */
export function signsAlike({ secretFields }: Gateway, one: Secret | undefined, other: Secret): boolean {
  return Object.entries(secretFields).every(
    ([name, field]) => !['callbacks', 'both'].includes(field.for) || one?.[name] === other[name],
  );
}
