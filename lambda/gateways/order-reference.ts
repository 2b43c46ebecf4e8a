import type { PaymentEvent } from './payment-event.ts';
import type { SessionRequest } from './session-request.ts';

/** A reference that is unique per attempt, for gateways that refuse to see one twice. */
export function attemptReference({ orderReference, attempt }: SessionRequest): string {
  return `${orderReference}.${attempt}`;
}

/** The order in a reference that was made for an attempt. */
export function orderOfAttempt(reference: string | undefined): string | undefined {
  return reference?.replace(/\.\d+$/, '');
}

/** The attempt that a reference was made for; nothing for any other reference. */
export function attemptIn(reference: string | undefined): Pick<PaymentEvent, 'attempt'> {
  const [, number] = /\.(\d{1,4})$/.exec(reference ?? '') ?? [];
  return number === undefined ? {} : { attempt: Number(number) };
}

// Whoever pays on an older page does so within the day, and each attempt is one more request.
const mostAttemptsAsked = 5;

/** The references of an attempt and of those before it, the latest first: where an older page cannot be closed, it may have been paid. */
export function attemptsBefore(reference: string): readonly string[] {
  const [, order, number = ''] = /^(.*)\.(\d{1,4})$/.exec(reference) ?? [];
  if (order === undefined) return [];
  const count = Math.min(Number(number), mostAttemptsAsked);
  return Array.from({ length: count }, (_, step) => `${order}.${Number(number) - step}`);
}
