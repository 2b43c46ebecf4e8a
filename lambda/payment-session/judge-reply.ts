import type { Refused } from '../gateways/exchange.ts';
import type { Charged, Session } from '../gateways/session-request.ts';
import type { Reply } from './ask-gateway.ts';
import type { Problem } from './problem.ts';

/** A payment that can go on. */
export type Started = Exclude<Session, Refused>;

/** Whether a card was charged, or may be. */
export function isCharged(started: Started): started is Extract<Started, Charged> {
  return ['paid', 'authorised', 'pending'].includes(started.outcome);
}

/** What a reply is about. */
export interface Asked {
  /** Whether a card token was sent: then money may have moved, whatever the reply says. */
  readonly hasCard: boolean;
  /** Whether an earlier request has made the same attempt. */
  readonly isRepeated: boolean;
}

/** What a shopper is told of a gateway's reply. `again`: the same attempt is not taken twice, the next one may be. */
export function judgeReply(reply: Reply, asked: Asked): Started | Problem | 'again' {
  switch (reply.outcome) {
    case 'circuit_open':
      return mayHavePaid(asked) ? uncertain : resting;
    case 'internal_error':
      return mayHavePaid(asked) ? uncertain : { problem: 'gateway_failed' };
    case 'no_answer':
      return asked.hasCard ? uncertain : resting;
    case 'refused':
      return asked.hasCard ? judgeCard(reply, asked) : judgeRefusal(reply, asked);
    default:
      return reply;
  }
}

// What was not sent this time may have been sent the first time.
function mayHavePaid({ hasCard, isRepeated }: Asked): boolean {
  return hasCard && isRepeated;
}

const uncertain: Problem = { problem: 'payment_uncertain' };

// As long as the words of the answer say.
const resting: Problem = { problem: 'gateway_unavailable', retryAfterSeconds: 60 };

// The words "nothing was paid" must be true: they stand only where the gateway has said so, about a first request.
function judgeCard({ status, reason }: Refused, asked: Asked): Problem {
  if (mayHavePaid(asked)) return uncertain;
  if (reason === 'declined') return { problem: 'declined' };
  if (reason === 'token used up') return { problem: 'card_token_expired' };
  if (reason === 'not charged' || reason === 'foreign redirect') return { problem: 'gateway_failed' };
  if (reason === 'unreadable') return uncertain;
  if (status === 429) return resting;
  // A refusal that does not blame the card is the shop's own fault.
  return isAboutKey(status) || isAboutRequest(status) ? { problem: 'gateway_failed' } : uncertain;
}

function judgeRefusal({ status, reason }: Refused, { isRepeated }: Asked): Problem | 'again' {
  // What the first click got is over, so that this click gets its own.
  if (reason === 'not charged' && isRepeated) return 'again';
  if (status === 429 || status >= 500) return resting;
  const isUsedUp = isRepeated && isAboutRequest(status) && !isAboutKey(status);
  return isUsedUp || (isRepeated && status === 409) ? 'again' : { problem: 'gateway_failed' };
}

function isAboutKey(status: number): boolean {
  return status === 401 || status === 403;
}

// After these two the request may still be under way.
function isAboutRequest(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408 && status !== 409;
}
