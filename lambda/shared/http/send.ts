import { setTimeout } from 'node:timers/promises';
import type { Exchange, HttpRequest, HttpResponse } from '../../gateways/exchange.ts';
import { type Asked, ask, type Fetch, NoAnswerError } from './ask.ts';

/**
 * Sends one request, and again where that may help: the idempotency key in it, or the card token that counts once,
 * keeps a repetition from paying twice. `until` is when it gives up, in milliseconds since 1970; without it, each
 * request has the whole budget. Throws `NoAnswerError` where no answer came.
 */
export type RetryingSend = (request: HttpRequest, until?: number) => Promise<HttpResponse>;

/** What a `RetryingSend` is made of; all of it is the real thing unless it is given. */
export interface SendParts {
  readonly fetch?: Fetch;
  /** In milliseconds since 1970. */
  readonly now?: () => number;
  readonly wait?: (milliseconds: number) => Promise<unknown>;
  /** From 0 to 1. */
  readonly random?: () => number;
  readonly limits?: Partial<SendLimits>;
}

const usualLimits = {
  /** Three tries of this length are what a shopper may be asked to wait. */
  requestMilliseconds: 5000,
  /** A shopper waits no longer, and the load balancer and CloudFront, which wait 30 s and more, need not give up. */
  budgetMilliseconds: 15_000,
  /** What is left of the budget must be enough for an answer, or another try would only add to the gateway's load. */
  shortestMilliseconds: 300,
  retries: 2,
  /** The first pause is up to this long, and each further one up to twice as long: enough to let a restart pass. */
  pauseMilliseconds: 250,
  /** Far more than any answer that is read here, and little enough for the memory of a function. */
  responseBytes: 1_000_000,
};

type SendLimits = Readonly<typeof usualLimits>;

/** Makes a `RetryingSend` out of global `fetch`. */
export function createSend({
  fetch: ours = fetch,
  now = Date.now,
  wait = setTimeout,
  random = Math.random,
  limits: given = {},
}: SendParts = {}): RetryingSend {
  const limits = { ...usualLimits, ...given };

  const attempt = async (request: HttpRequest, until: number): Promise<Asked | NoAnswerError> => {
    const milliseconds = Math.floor(Math.min(limits.requestMilliseconds, until - now()));
    if (milliseconds <= 0) return new NoAnswerError('timeout');
    try {
      return await ask(ours, request, { milliseconds, bytes: limits.responseBytes });
    } catch (error) {
      if (error instanceof NoAnswerError) return error;
      throw error;
    }
  };

  return async (request, until = now() + limits.budgetMilliseconds) => {
    for (let retries = 0; ; retries += 1) {
      const outcome = await attempt(request, until);
      const ownPause = random() * limits.pauseMilliseconds * 2 ** retries;
      const pause = Math.max(ownPause, theirPause(outcome, now()));
      const isInTime = now() + pause + limits.shortestMilliseconds <= until;
      if (!mayHelp(outcome) || retries >= limits.retries || !isInTime) return answerOf(outcome);
      await wait(pause);
    }
  };
}

/** Whether an answer says that the gateway, and not the request, is in trouble. */
export function isTrouble({ status }: Pick<HttpResponse, 'status'>): boolean {
  return status === 429 || status >= 500;
}

// 409 is how Stripe and others answer while the same request is still being worked on: the second click of two.
function mayHelp(outcome: Asked | NoAnswerError): boolean {
  if (outcome instanceof NoAnswerError) return outcome.code !== 'too large';
  return isTrouble(outcome.response) || outcome.response.status === 409;
}

// RFC 9110, 10.2.3: a number of seconds, or a date.
function theirPause(outcome: Asked | NoAnswerError, now: number): number {
  const text = outcome instanceof NoAnswerError ? undefined : outcome.retryAfter;
  if (text === undefined) return 0;
  const milliseconds = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : 0;
}

function answerOf(outcome: Asked | NoAnswerError): HttpResponse {
  if (outcome instanceof NoAnswerError) throw outcome;
  return outcome.response;
}

/** Sends one request to a gateway. Throws where no answer came. */
export type Send = (request: HttpRequest) => Promise<HttpResponse>;

/** Runs an exchange to its end. */
export async function runExchange<Result>(exchange: Exchange<Result>, send: Send): Promise<Result> {
  let step = exchange.next();
  while (!step.done) step = exchange.next(await send(step.value));
  return step.value;
}
