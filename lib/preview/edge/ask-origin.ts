import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Responder, ViewerRequest } from '../responder.ts';
import { type Cache, type CachedAnswer, cacheKey, isCacheable, keptFor } from './cache.ts';
import type { Behaviour, Distribution, Origin } from './distribution.ts';
import { type CacheResult, headerOf, refusal, withoutHopByHop } from './edge-answers.ts';
import { originRequest } from './origin-request.ts';

/** What cache and origins answer, and which of them it was. */
export interface Obtained {
  readonly answer: Answer;
  readonly result: CacheResult;
}

export interface AskProps {
  readonly distribution: Distribution;
  readonly cache: Cache;
  readonly origins: (originId: string) => Responder;
  /** Told why an origin has not answered. */
  readonly tell: (line: string) => void;
}

export interface Asked {
  readonly request: ViewerRequest;
  readonly behaviour: Behaviour;
  readonly requestId: string;
}

/** Answers a request from the cache where it is fresh there, or else from the origin of its behaviour. */
export async function obtain(props: AskProps, asked: Asked): Promise<Obtained> {
  const { cache } = props;
  if (!isCacheable(asked.request, asked.behaviour)) return fetched(await askOrigin(props, asked));
  const key = cacheKey(asked.request, asked.behaviour);
  const cached = cache.find(key);
  if (cached && cache.isFresh(cached)) return fromCache(props, cached, 'Hit');
  const answer = await askOrigin(props, asked, cached && headerOf(cached.answer, 'etag'));
  if (cached && answer.status === 304) return refreshed(props, asked, { key, cached });
  const seconds = keptFor(answer, asked.behaviour, props.distribution);
  // What a HEAD is answered has no body, so it stands in for no GET.
  if (asked.request.method === 'GET' && seconds > 0) cache.keep(key, answer, seconds);
  return fetched(answer);
}

function fetched(answer: Answer): Obtained {
  return { answer, result: answer.status >= 400 ? 'Error' : 'Miss' };
}

function fromCache({ cache }: AskProps, cached: CachedAnswer, result: CacheResult): Obtained {
  const { answer } = cached;
  const age = Number(headerOf(answer, 'age') ?? 0) + cache.ageOf(cached);
  return {
    answer: { ...answer, headers: { ...answer.headers, age: String(age) } },
    result: answer.status >= 400 ? 'Error' : result,
  };
}

function refreshed(
  props: AskProps,
  { behaviour }: Asked,
  { key, cached }: { readonly key: string; readonly cached: CachedAnswer },
): Obtained {
  const seconds = keptFor(cached.answer, behaviour, props.distribution);
  props.cache.keep(key, cached.answer, seconds);
  return { answer: cached.answer, result: 'RefreshHit' };
}

async function askOrigin(
  { distribution, origins, tell }: AskProps,
  { request, behaviour, requestId }: Asked,
  etag?: string,
): Promise<Answer> {
  const origin = distribution.origins.get(behaviour.originId);
  if (!origin) throw new Error(`no origin has the id ${behaviour.originId}`);
  const asked = originRequest({ request, behaviour, origin, requestId });
  const known: ViewerRequest['headers'] = etag === undefined ? {} : { 'if-none-match': [etag] };
  try {
    const answer = await within(
      origin,
      origins(origin.id)({ ...asked, headers: { ...asked.headers, ...known } }),
    );
    return answer ? withoutHopByHop(answer) : refusal(504, 'The origin did not answer in time.', requestId);
  } catch (error) {
    tell(`${origin.domain}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return refusal(502, 'CloudFront wasn’t able to connect to the origin.', requestId);
  }
}

/** What an origin answers, if it does so within the time that it has. */
async function within({ limit }: Origin, answer: Promise<Answer>): Promise<Answer | undefined> {
  const controller = new AbortController();
  const late = sleep(limit, undefined, { signal: controller.signal, ref: false });
  late.catch(() => undefined);
  try {
    return await Promise.race([answer, late]);
  } finally {
    controller.abort();
  }
}
