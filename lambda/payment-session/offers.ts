import { gatewayOf } from '../gateways/index.ts';
import { createCircuitBreaker } from '../shared/http/circuit-breaker.ts';
import type { Log } from '../shared/log/log.ts';
import type { ConfiguredGateway } from '../shared/settings/gateway-settings.ts';
import type { Offer } from './ask-gateway.ts';

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
