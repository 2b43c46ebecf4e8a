import type { Delivery } from '../gateways/delivery.ts';
import { type Answer, bare } from '../shared/http/answer.ts';
import type { Log } from '../shared/log/log.ts';
import type { Metric } from '../shared/log/metric.ts';
import type { GatewaySecrets } from '../shared/secrets/gateway-secrets.ts';
import { isSome, type Refusal, type UsedGateway } from './verify-delivery.ts';

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

/**
 * Answers a delivery that is not accepted. What is the sender's fault is told apart from what is ours, which the
 * gateway has to tell again; to the sender it is a status and nothing else.
 */
export function answerRejection(log: Log, result: Refusal): Answer {
  const { statusCode, metric } = answers[result];
  log.warn('callback not accepted', { result, statusCode });
  if (metric) log.count(metric);
  return bare(statusCode);
}

const answers: Readonly<Record<Refusal, { readonly statusCode: number; readonly metric?: Metric }>> = {
  malformed: { statusCode: 401 },
  // A gateway that tries again without signing anew would lose what it tells, and nobody else would see it.
  stale: { statusCode: 401, metric: 'CallbackRefused' },
  forged: { statusCode: 401, metric: 'CallbackRefused' },
  'too-many': { statusCode: 429, metric: 'CallbackRefused' },
  undecidable: { statusCode: 503, metric: 'CallbackUndecidable' },
  'no-secret': { statusCode: 503, metric: 'SecretMissing' },
};
