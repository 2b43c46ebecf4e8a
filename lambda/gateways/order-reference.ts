import type { SessionRequest } from './session-request.ts';

/** A reference that is unique per attempt, for gateways that refuse to see one twice. */
export function attemptReference({ orderReference, attempt }: SessionRequest): string {
  return `${orderReference}.${attempt}`;
}

/** The order in a reference that was made for an attempt. */
export function orderOfAttempt(reference: string | undefined): string | undefined {
  return reference?.replace(/\.\d+$/, '');
}
