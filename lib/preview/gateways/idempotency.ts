import type { GatewayAnswer } from './gateway-request.ts';

/** What a gateway remembers of the keys that requests bring along. */
interface Idempotency {
  /**
   * Does something once for a key. The same request again has the same answer, another one under the same key the
   * gateway's error. What was refused is not remembered.
   */
  readonly once: (key: string | undefined, request: string, act: () => GatewayAnswer) => GatewayAnswer;
}

/** A memory of keys, with the answer to a key that was used for something else. */
export function createIdempotency(
  conflict: GatewayAnswer,
  repeated: Partial<GatewayAnswer> = {},
): Idempotency {
  const known = new Map<string, { readonly request: string; readonly answer: GatewayAnswer }>();
  return {
    once: (key, request, act) => {
      const earlier = key === undefined ? undefined : known.get(key);
      if (earlier) return earlier.request === request ? { ...earlier.answer, ...repeated } : conflict;
      const answer = act();
      if (key !== undefined && answer.status < 300) known.set(key, { request, answer });
      return answer;
    },
  };
}
