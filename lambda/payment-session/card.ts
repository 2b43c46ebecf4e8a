import { at, isObject } from '../gateways/json.ts';
import { isCardNumber } from '../shared/card-guard/whole-number.ts';
import type { Offer } from './ask-gateway.ts';
import type { CheckoutRequest } from './checkout-request.ts';
import type { Problem } from './problem.ts';

/**
 * A request as the card guard looks at it. What a gateway's script has made is random, and looks like the number of a card now and
 * then: of that, only what is one stays to be refused.
 */
export function withoutTokens(value: unknown): unknown {
  const card = at(value, 'card');
  if (!isObject(value) || !isObject(card)) return value;
  const isOpaque = ([name, text]: readonly [string, unknown]) =>
    (name === 'token' || name === 'device') && typeof text === 'string' && !isCardNumber(text);
  return { ...value, card: Object.fromEntries(Object.entries(card).filter((entry) => !isOpaque(entry))) };
}

/** What the gateway takes no card without, and the page did not send; the gateway would say no more than that something is missing. */
export function missingOfCard(
  { card }: CheckoutRequest,
  { gateway: { cardNeeds = [] } }: Offer,
): Problem | undefined {
  const missing = card ? cardNeeds.filter((name) => card[name] === undefined) : [];
  if (missing.length === 0) return undefined;
  return {
    problem: 'invalid_fields',
    errors: missing.map((name) => ({ field: `card.${name}`, code: 'missing' })),
  };
}
