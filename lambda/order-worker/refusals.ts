import type { Refused } from '../gateways/gateway.ts';

/**
 * Whether a gateway would refuse the same request again. Its own trouble (5xx, 429), a key that somebody has to replace
 * (401, 403), a request that is still under way (408, 409, 425) and an answer that the kit cannot read yet all pass.
 */
export function isFinal({ status, reason }: Refused): boolean {
  return reason === 'declined' || (reason === 'status' && lasting.includes(status));
}

// RFC 9110, 15.5.
const lasting: readonly number[] = [400, 402, 404, 405, 406, 410, 413, 414, 415, 422];
