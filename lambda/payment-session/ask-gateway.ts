import type { Gateway, Secret } from '../gateways/gateway.ts';
import type { GatewayConfig } from '../gateways/gateway-config.ts';
import { gatewayOf } from '../gateways/index.ts';
import type { Session, SessionRequest } from '../gateways/session-request.ts';
import { NoAnswerError } from '../shared/http/ask.ts';
import {
  type CircuitBreaker,
  CircuitOpenError,
  createCircuitBreaker,
} from '../shared/http/circuit-breaker.ts';
import { type RetryingSend, runExchange } from '../shared/http/send.ts';
import type { Log } from '../shared/log/log.ts';
import type { GatewaySecrets } from '../shared/secrets/gateway-secrets.ts';
import { withCurrentKey } from '../shared/secrets/with-current-key.ts';
import type { ConfiguredGateway } from '../shared/settings/variables.ts';

/** A way to pay that the shop offers. */
export interface Offer {
  readonly gateway: Gateway;
  readonly config: GatewayConfig;
  readonly breaker: CircuitBreaker;
}

/** What a gateway is asked with. */
export interface Asking {
  readonly secrets: GatewaySecrets;
  readonly send: RetryingSend;
  /**
   * Sends no request twice. For card tokens: some gateways take no idempotency key with one, and answer a repetition
   * as if the card had been declined, although it was charged the first time.
   */
  readonly sendOnce: RetryingSend;
  readonly log: Log;
}

/** What came of asking; in the last three cases there is no word of the gateway. */
export type Reply = Session | { readonly outcome: 'no_answer' | 'circuit_open' | 'internal_error' };

/** Asks the gateway to start a payment, until a time in milliseconds since 1970. Never throws. */
export async function askGateway(
  { secrets, send, sendOnce, log }: Asking,
  { gateway, config, breaker }: Offer,
  { request, secret, until }: { request: SessionRequest; secret: Secret; until: number },
): Promise<Reply> {
  const guarded = breaker.guard(request.card ? sendOnce : send);
  let wasSent = false;
  const converse = (current: Secret) =>
    runExchange(gateway.session(request, { config, secrets: [current] }), (asked) => {
      wasSent = true;
      return guarded(asked, until);
    });
  try {
    return await withCurrentKey(secrets, { gateway: config.name, secret }, converse);
  } catch (error) {
    if (error instanceof CircuitOpenError) return { outcome: 'circuit_open' };
    log.error('the gateway could not be asked', error);
    return {
      outcome: isAnswerLost(error, wasSent && request.card !== undefined) ? 'no_answer' : 'internal_error',
    };
  }
}

// Whoever stumbles over the answer about a card has none: it may have been charged.
function isAnswerLost(error: unknown, wasCardSent: boolean): boolean {
  return wasCardSent || error instanceof NoAnswerError;
}

/** The ways to pay that this function can start, by the name of the gateway; each with a circuit of its own. */
export function offersOf(
  gateways: readonly ConfiguredGateway[],
  log: Log,
  now: () => number = Date.now,
): ReadonlyMap<string, Offer> {
  // With `server`, the shop's own server talks to the gateway.
  const startable = gateways.filter(({ config }) => config.integration !== 'server');
  return new Map(
    startable.map(({ config }) => [
      config.name,
      {
        gateway: gatewayOf(config.name),
        config,
        breaker: createCircuitBreaker({
          now,
          opened: () => {
            log.warn('circuit opened', { gateway: config.name });
            log.count('CircuitOpened');
          },
        }),
      },
    ]),
  );
}
