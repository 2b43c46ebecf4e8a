import type { Delivery } from '../gateways/delivery.ts';
import type { HttpResponse } from '../gateways/exchange.ts';
import type { Send } from '../shared/http/send.ts';
import type { Log } from '../shared/log/log.ts';
import settings from './certificates.json' with { type: 'json' };

/** Finds the certificates that deliveries name. */
export interface Certificates {
  readonly at: (url: string) => Promise<Found>;
}

/** What lies at the address of a certificate. */
export type Found =
  | { readonly outcome: 'found'; readonly certificate: NonNullable<Delivery['certificate']> }
  /** The gateway says that it has none of that name: somebody made it up. */
  | { readonly outcome: 'absent' }
  /** Somebody makes up one name after the other. The gateway is not asked so often. */
  | { readonly outcome: 'too-many' }
  | { readonly outcome: 'unavailable' };

/** What certificates are fetched with. */
export interface CertificatesDependencies {
  /** Bounded in time and size by `certificateLimits`. */
  readonly send: Send;
  /** Who is trusted to issue them, in PEM. */
  readonly roots: readonly string[];
  readonly now: () => Date;
  readonly log: Log;
}

const { cacheSeconds, staleSeconds, mostKept, mostFetchesPerMinute } = settings;

/** How long a certificate may take, and how much it may be: a gateway waits for the answer to its delivery. */
export const certificateLimits = settings.limits;

/** Fetches certificates from addresses whose host was checked before, and keeps the last few of them. */
export function createCertificates({ send, roots, now, log }: CertificatesDependencies): Certificates {
  const kept = new Map<string, Kept>();
  const fetches: number[] = [];
  // As one text they are read once; a hundred and more would push one another out of what the adapter keeps.
  const trusted = [roots.join('\n')];
  const found = (chain: string): Found => ({ outcome: 'found', certificate: { chain, roots: trusted } });
  const fetch = async (url: string): Promise<Found> => {
    try {
      const response = await send({ method: 'GET', url, headers: {} });
      if (response.status !== 200) return { outcome: isAbsent(response) ? 'absent' : 'unavailable' };
      keep(kept, url, { chain: response.body, fetchedAt: now().getTime() });
      return found(response.body);
    } catch (error) {
      log.error('a certificate cannot be fetched', error);
      return { outcome: 'unavailable' };
    }
  };
  const keptFor = (url: string, seconds: number): Found | undefined => {
    const known = kept.get(url);
    return known && now().getTime() - known.fetchedAt < seconds * 1000 ? found(known.chain) : undefined;
  };
  return {
    at: async (url) => {
      const fresh = keptFor(url, cacheSeconds);
      if (fresh) return fresh;
      const fetched: Found = mayFetch(fetches, now().getTime()) ? await fetch(url) : { outcome: 'too-many' };
      if (fetched.outcome === 'found' || fetched.outcome === 'absent') return fetched;
      // Nobody who makes up names, and no outage, keeps out what is signed with a certificate that was seen today.
      return keptFor(url, staleSeconds) ?? fetched;
    },
  };
}

interface Kept {
  readonly chain: string;
  readonly fetchedAt: number;
}

function mayFetch(fetches: number[], now: number): boolean {
  const recent = fetches.filter((time) => now - time < 60_000);
  const isAllowed = recent.length < mostFetchesPerMinute;
  fetches.splice(0, fetches.length, ...recent, ...(isAllowed ? [now] : []));
  return isAllowed;
}

function isAbsent({ status }: HttpResponse): boolean {
  return status === 400 || status === 404 || status === 410;
}

function keep(kept: Map<string, Kept>, url: string, chain: Kept): void {
  kept.delete(url);
  kept.set(url, chain);
  const [oldest] = kept.keys();
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
}
