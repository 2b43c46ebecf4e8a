import type { HttpResponse } from '../../gateways/exchange.ts';
import { isTrouble, type RetryingSend } from './send.ts';

/**
 * Spares a gateway that does not work, and the shopper the wait for it. Each running copy of a function has its own:
 * they would need a common memory, which is one more thing that can be down.
 */
export interface CircuitBreaker {
  /** How long it will send nothing, in whole seconds; 0 when the gateway may be asked. */
  readonly secondsToWait: () => number;
  /** The same `send`, unless the circuit is open: then it throws `CircuitOpenError` at once. */
  readonly guard: (send: RetryingSend) => RetryingSend;
}

/** Thrown in place of asking a gateway that did not work a moment ago. */
export class CircuitOpenError extends Error {
  constructor() {
    super('the gateway is not asked while its circuit is open');
    this.name = 'CircuitOpenError';
  }
}

/** What a breaker needs. */
export interface BreakerParts {
  /** In milliseconds since 1970. */
  readonly now: () => number;
  /** Called each time that it opens. */
  readonly opened: () => void;
}

// One failure is bad luck, and each is three tries already; five in a row are none. Half a minute is what a shopper can
// be told to wait, and spares the gateway nearly all of the load.
const mostFailures = 5;
const openMilliseconds = 30_000;

/** Makes a breaker, closed. After half a minute one request may try whether the gateway is back. */
export function createCircuitBreaker({ now, opened }: BreakerParts): CircuitBreaker {
  let failures = 0;
  let openUntil = 0;
  let isTrying = false;

  const millisecondsToWait = () => {
    if (failures < mostFailures) return 0;
    return isTrying ? Math.max(1, openUntil - now()) : Math.max(0, openUntil - now());
  };

  const failed = () => {
    failures += 1;
    // Whatever was under way when it opened fails too, and is no news.
    if (failures < mostFailures || now() < openUntil) return;
    openUntil = now() + openMilliseconds;
    opened();
  };

  const observe = async (asked: Promise<HttpResponse>) => {
    try {
      const response = await asked;
      if (isTrouble(response)) failed();
      else failures = 0;
      return response;
    } catch (error) {
      failed();
      throw error;
    }
  };

  const tryOut = async (asked: Promise<HttpResponse>) => {
    isTrying = true;
    try {
      return await observe(asked);
    } finally {
      isTrying = false;
    }
  };

  return {
    secondsToWait: () => Math.ceil(millisecondsToWait() / 1000),
    guard: (send) => (request, until) => {
      if (millisecondsToWait() > 0) return Promise.reject(new CircuitOpenError());
      const isTrial = failures >= mostFailures;
      return isTrial ? tryOut(send(request, until)) : observe(send(request, until));
    },
  };
}
