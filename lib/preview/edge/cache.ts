import type { Answer, ViewerRequest } from '../responder.ts';
import type { Behaviour, Distribution } from './distribution.ts';
import { headerOf } from './edge-answers.ts';
import { rawQueryOf } from './functions/event.ts';
import { normalizedCodings, pathOf } from './origin-request.ts';
import { takenCookies, takenQuery, takes } from './selection.ts';

/** An answer that CloudFront keeps. */
export interface CachedAnswer {
  readonly answer: Answer;
  /** In milliseconds since 1970. */
  readonly storedAt: number;
  readonly freshUntil: number;
}

/** The cache of one edge location, which keeps a limited number of answers, the last asked for. */
export interface Cache {
  readonly find: (key: string) => CachedAnswer | undefined;
  readonly keep: (key: string, answer: Answer, seconds: number) => void;
  readonly isFresh: (cached: CachedAnswer) => boolean;
  /** How long it has been kept, in whole seconds. */
  readonly ageOf: (cached: CachedAnswer) => number;
}

const mostAnswers = 2_000;

export function createCache(now: () => number): Cache {
  const kept = new Map<string, CachedAnswer>();
  return {
    find: (key) => {
      const found = kept.get(key);
      if (found) {
        kept.delete(key);
        kept.set(key, found);
      }
      return found;
    },
    keep: (key, answer, seconds) => {
      kept.delete(key);
      kept.set(key, { answer, storedAt: now(), freshUntil: now() + seconds * 1_000 });
      const [oldest] = kept.keys();
      if (kept.size > mostAnswers && oldest !== undefined) kept.delete(oldest);
    },
    isFresh: ({ freshUntil }) => now() < freshUntil,
    ageOf: ({ storedAt }) => Math.floor((now() - storedAt) / 1_000),
  };
}

/** What tells requests apart in the cache: the path, and what the cache policy takes of them. */
export function cacheKey(request: ViewerRequest, { key, acceptedCodings, originId }: Behaviour): string {
  const headers = Object.entries(request.headers)
    .filter(([name]) => takes(key.headers, name))
    .sort();
  return JSON.stringify([
    originId,
    pathOf(request.target),
    takenQuery(rawQueryOf(request.target) ?? '', [key]),
    takenCookies(request.headers['cookie'] ?? [], [key]),
    headers,
    normalizedCodings(request, acceptedCodings),
  ]);
}

/** Whether CloudFront looks into its cache for a request, and keeps its answer. */
export function isCacheable({ method }: ViewerRequest, { cachedMethods }: Behaviour): boolean {
  return (method === 'GET' || method === 'HEAD') && cachedMethods.includes(method);
}

/**
 * How long CloudFront keeps an answer, in seconds: as long as its headers say, within the limits of the cache policy; errors at least as
 * long as the distribution says. Zero for what it does not keep.
 */
export function keptFor(answer: Answer, { ttl }: Behaviour, { errorResponses }: Distribution): number {
  if (answer.status >= 400) return errorKeptFor(answer, errorResponses);
  if (!keptStatuses.has(answer.status)) return 0;
  const said = saidLifetime(answer);
  return Math.min(Math.max(said ?? ttl.usual, ttl.least), ttl.most);
}

const keptStatuses = new Set([200, 203, 204, 300, 301, 302, 307, 308, 410]);
const alwaysKeptErrors = new Set([404, 414, 500, 501, 502, 503, 504]);

function errorKeptFor(answer: Answer, errorResponses: Distribution['errorResponses']): number {
  const own = errorResponses.find(({ ErrorCode }) => ErrorCode === answer.status);
  const least = own?.ErrorCachingMinTTL ?? (alwaysKeptErrors.has(answer.status) ? 10 : 0);
  return Math.max(least, saidLifetime(answer) ?? 0);
}

/** What an origin says about how long its answer lives, in seconds; nothing where it says nothing. */
function saidLifetime(answer: Answer): number | undefined {
  const directives = (headerOf(answer, 'cache-control') ?? '').toLowerCase();
  if (/(?:^|[\s,])(?:no-cache|no-store|private)(?=$|[\s,=])/.test(directives)) return 0;
  const [, shared] = /(?:^|[\s,])s-maxage=(\d+)/.exec(directives) ?? [];
  const [, most] = /(?:^|[\s,])max-age=(\d+)/.exec(directives) ?? [];
  const written = shared ?? most;
  if (written !== undefined) return Number(written);
  const expires = headerOf(answer, 'expires');
  if (expires === undefined) return undefined;
  const until = Date.parse(expires) - Date.parse(headerOf(answer, 'date') ?? new Date().toUTCString());
  return Number.isNaN(until) ? 0 : Math.max(0, until / 1_000);
}
