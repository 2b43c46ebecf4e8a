import type { Delivery } from '../gateways/delivery.ts';
import { type Answer, bare } from '../shared/http/answer.ts';
import type { Log } from '../shared/log/log.ts';
import type { GatewaySecrets } from '../shared/secrets/gateway-secrets.ts';
import { answerRejection } from './answer-rejection.ts';
import { isSome, type UsedGateway } from './verify-delivery.ts';

interface ChallengeDependencies {
  readonly secrets: GatewaySecrets;
  readonly log: Log;
}

/** Proves to a gateway that asks for it that the callback address is the shop's; nothing else is read here. */
export async function answerChallenge(
  { secrets, log }: ChallengeDependencies,
  { gateway, config }: UsedGateway,
  delivery: Delivery,
): Promise<Answer> {
  if (!gateway.answerChallenge || delivery.method !== 'GET') return bare(405, { allow: 'POST' });
  const { forCallbacks } = await secrets.read(gateway.name);
  if (!isSome(forCallbacks)) return answerRejection(log, 'no-secret');
  const text = gateway.answerChallenge(delivery, { config, secrets: forCallbacks });
  if (text === undefined) return answerRejection(log, 'malformed');
  log.info('challenge answered', { statusCode: 200 });
  return { ...bare(200, { 'content-type': 'text/plain; charset=utf-8' }), body: text };
}
