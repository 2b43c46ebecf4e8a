import type { Ended } from '../gateways/gateway.ts';
import { runExchange } from '../shared/http/send.ts';
import { oneWord } from '../shared/log/fields.ts';
import type { Attempt } from '../shared/orders/order.ts';
import { withCurrentKey } from '../shared/secrets/with-current-key.ts';
import type { Asking, Offer } from './ask-gateway.ts';

/** What it takes to end what an earlier attempt has made. */
export interface EndSession extends Omit<Asking, 'sendOnce'> {
  readonly offers: ReadonlyMap<string, Offer>;
  readonly now: () => Date;
}

/**
 * Ends what an earlier attempt has made, where its gateway takes such a request, until a time in milliseconds since 1970. Never
 * throws, and never keeps the new attempt from being made: what could not be ended has a time, and money that comes all the same
 * finds its order.
 */
export async function endSession(
  ending: EndSession,
  { gateway, session }: Pick<Attempt, 'gateway' | 'session'>,
  until: number,
): Promise<void> {
  const offer = ending.offers.get(gateway);
  if (!session || !offer) return;
  const log = ending.log.with({ gateway });
  try {
    const ended = await ask({ ...ending, log }, offer, { session, until });
    if (ended?.outcome === 'ended') log.info('the earlier session was ended', { outcome: 'ended' });
    if (ended?.outcome === 'refused') {
      log.warn('the earlier session was not ended', {
        outcome: 'refused',
        reason: oneWord(ended.reason),
        statusCode: ended.status,
      });
    }
  } catch (error) {
    log.error('the earlier session could not be ended', error);
  }
}

async function ask(
  { secrets, send, now }: EndSession,
  { gateway, config, breaker }: Offer,
  { session, until }: { readonly session: NonNullable<Attempt['session']>; readonly until: number },
): Promise<Ended | undefined> {
  const { endSession: end } = gateway;
  const { current } = await secrets.read(config.name);
  if (!end || !current) return undefined;
  return withCurrentKey(secrets, { gateway: config.name, secret: current }, (secret) =>
    runExchange(end(session, { config, secrets: [secret] }, now()), (request) =>
      breaker.guard(send)(request, until),
    ),
  );
}
