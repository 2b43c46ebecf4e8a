import type { HttpResponse } from './exchange.ts';
import type { KeyTrialResult } from './gateway.ts';
import { isOk } from './http.ts';

/** What the status of an answer says about the key that it was asked with. */
export function keyTrialResultOf(response: HttpResponse): KeyTrialResult {
  if (isOk(response)) return 'accepted';
  const { status } = response;
  if (status === 401 || status === 403) return 'refused';
  return status === 429 || status >= 500 ? 'unavailable' : 'unclear';
}
