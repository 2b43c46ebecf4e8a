import type { Exchange, Refused } from '../gateways/exchange.ts';
import type { Confirmation, Gateway, Secret } from '../gateways/gateway.ts';
import type { PaymentEvent, UnverifiedNotification } from '../gateways/payment-event.ts';
import { NoAnswerError } from '../shared/http/ask.ts';
import {
  type CircuitBreaker,
  CircuitOpenError,
  createCircuitBreaker,
} from '../shared/http/circuit-breaker.ts';
import { type RetryingSend, runExchange } from '../shared/http/send.ts';
import { oneWord } from '../shared/log/fields.ts';
import type { Log } from '../shared/log/log.ts';
import type { GatewaySecrets } from '../shared/secrets/gateway-secrets.ts';
import { withCurrentKey } from '../shared/secrets/with-current-key.ts';
import type { ConfiguredGateway } from '../shared/settings/variables.ts';
import { RetryableError } from './retryable-error.ts';

/** What asking about an unverified notification came to. `refused`: the gateway would say the same again. */
export type Asked =
  | Extract<Confirmation, { readonly outcome: 'confirmed' | 'unknown' }>
  | { readonly outcome: 'refused' };

/** Asks a gateway what an unverified notification is worth. Throws where a later try may bring an answer. */
export type AskGateway = (name: string, notification: UnverifiedNotification) => Promise<Asked>;

export interface AskDependencies {
  readonly configured: readonly ConfiguredGateway[];
  readonly gatewayOf: (name: string) => Gateway;
  readonly secrets: GatewaySecrets;
  readonly send: RetryingSend;
  /** Whether the money of an approved payment may be taken: its order is there, untaken, and of that amount. */
  readonly mayCapture: (event: PaymentEvent) => Promise<boolean>;
  readonly now: () => Date;
  readonly log: Log;
}

/** How long all requests about one unverified notification may take together; the function's time must be longer. */
const budgetMilliseconds = 25_000;

/** Makes an `AskGateway`. It uses the current secret alone: a key that was replaced opens nothing. */
export function createAskGateway({
  secrets,
  send,
  mayCapture,
  now,
  log,
  ...shop
}: AskDependencies): AskGateway {
  const breakers = new Map<string, CircuitBreaker>();
  // A gateway in trouble takes seconds of each of its events: soon none is asked, and those of the others go on.
  const guarded = (name: string) => {
    const opened = () => log.warn('circuit opened', { gateway: name });
    const breaker = breakers.get(name) ?? createCircuitBreaker({ now: () => now().getTime(), opened });
    breakers.set(name, breaker);
    return breaker.guard(send);
  };

  return async (name, notification) => {
    const exchange = exchangeOf(shop, name, notification, now());
    const until = now().getTime() + budgetMilliseconds;
    const run = (asking: Exchange<Confirmation>) =>
      runExchange(asking, (request) => guarded(name)(request, until)).catch((error) => {
        if (error instanceof CircuitOpenError) throw new RetryableError('GatewaySilent', { cause: error });
        if (!(error instanceof NoAnswerError)) throw error;
        log.count('EventUnconfirmed');
        throw new RetryableError('GatewaySilent', { cause: error });
      });
    const hold = async (secret: Secret) => {
      const answer = await run(exchange(secret));
      if (answer.outcome !== 'capturable') return answer;
      // An approval that is not captured lapses by itself, and the shopper keeps the money.
      if (await mayCapture(answer.event)) return run(answer.capture());
      return { outcome: 'confirmed', events: [answer.event] } as const;
    };

    const { current: secret } = await secrets.read(name);
    if (!secret) {
      log.count('SecretMissing');
      throw new RetryableError('SecretMissing');
    }
    return weigh(await withCurrentKey(secrets, { gateway: name, secret }, hold));
  };

  function weigh(answer: Confirmation): Asked {
    // What a capture leads to is never another one.
    if (answer.outcome === 'capturable') return { outcome: 'refused' };
    if (answer.outcome !== 'refused') return answer;
    log.count('EventUnconfirmed');
    log.warn('the gateway would not say', { statusCode: answer.status, reason: oneWord(answer.reason) });
    if (!isFinal(answer)) throw new RetryableError('GatewayRefused');
    return { outcome: 'refused' };
  }
}

function exchangeOf(
  { configured, gatewayOf }: Pick<AskDependencies, 'configured' | 'gatewayOf'>,
  name: string,
  notification: UnverifiedNotification,
  now: Date,
): (secret: Secret) => Exchange<Confirmation> {
  const config = configured.find((each) => each.config.name === name)?.config;
  const confirm = config && gatewayOf(name).confirm;
  if (!config || !confirm) throw new RetryableError('GatewayNotConfigured');
  return (secret) => confirm(notification, { config, secrets: [secret] }, now);
}

/**
 * Whether a gateway would refuse the same request again. Its own trouble (5xx, 429), a key that somebody has to replace
 * (401, 403), a request that is still under way (408, 409, 425) and an answer that the kit cannot read yet all pass.
 */
function isFinal({ status, reason }: Refused): boolean {
  return reason === 'declined' || (reason === 'status' && lasting.includes(status));
}

// RFC 9110, 15.5.
const lasting: readonly number[] = [400, 402, 404, 405, 406, 410, 413, 414, 415, 422];
