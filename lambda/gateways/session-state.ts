import { chargeOf, type MoneyWord, refusedFor } from './charge.ts';
import type { HttpResponse } from './exchange.ts';
import { entryOf } from './json.ts';
import type { Begun } from './session.ts';

/** A gateway's words for what it has made. `over`: it cannot be paid any longer. A word that is not among them waits to be paid. */
export type SessionStates = Readonly<Record<string, Exclude<MoneyWord, 'declined'> | 'over'>>;

/** What a gateway answers with when it is asked to make something. */
interface MadeSession {
  readonly id: string | undefined;
  /** What kind of thing the id names, for its adapter's `confirm`. */
  readonly resource: string;
  readonly status: string | undefined;
}

/**
 * A session that waits to be paid, or what became of it before: a gateway that is asked twice with one idempotency key may answer with
 * what it made the first time, as it stands now. Whoever has paid is not led to a page that cannot be paid, nor told that nothing was.
 */
export function waiting(
  states: SessionStates,
  { id, resource, status = '' }: MadeSession,
  response: HttpResponse,
  session: Begun,
): Begun {
  const state = entryOf(states, status);
  if (state === undefined || id === undefined) return session;
  if (state === 'over') return refusedFor('not charged', response, status);
  return chargeOf({ paymentId: id, resource, word: state }, response);
}
