import type { HttpResponse, Refused } from './exchange.ts';
import type { PaymentEvent } from './payment-event.ts';
import type { Begun } from './session.ts';
import type { Charged } from './session-request.ts';

/** What a gateway's word for the state of a payment says about the money. */
export type MoneyWord = Charged['outcome'] | 'declined';

/** A payment that a gateway has made of a card. */
export interface MadePayment {
  readonly paymentId: string;
  /** What kind of thing the id names, for its adapter's `confirm`. */
  readonly resource: string;
  /** Nothing where the gateway's word is one that nobody knows. */
  readonly word: MoneyWord | undefined;
  /** The gateway's own word for why. */
  readonly code?: string | undefined;
  readonly events?: readonly PaymentEvent[];
}

/** What a payment that was made of a card came to. What nobody understands stays uncertain, and can be asked about. */
export function chargeOf(
  { paymentId, resource, word, code, events = [] }: MadePayment,
  response: HttpResponse,
): Begun {
  const inquiry = { resource, id: paymentId };
  if (word === undefined) return { ...refusedFor('unreadable', response, code), inquiry };
  if (word === 'declined') return refusedFor('declined', response, code);
  return { outcome: word, paymentId, inquiry, ...(events.length > 0 && { events }) };
}

/** Says why a gateway would not, in its own word too. */
export function refusedFor(reason: Refused['reason'], { status }: HttpResponse, code?: string): Refused {
  return { outcome: 'refused', status, reason, ...(code !== undefined && { code }) };
}
