import { deliveryOf, type HttpEvent } from '../gateways/delivery.ts';
import { type Answer, bare } from '../shared/http/answer.ts';
import { answerChallenge, answerRejection } from './answers.ts';
import { type RecordDependencies, recordEvents } from './record-events.ts';
import { isAccepted, type UsedGateway, type VerifyDependencies, verifyDelivery } from './verify-delivery.ts';

/** What the function for callbacks is made of. */
export interface PaymentCallbackDependencies extends VerifyDependencies, RecordDependencies {
  /** The gateways of the shop. */
  readonly gateways: readonly UsedGateway[];
  /** The address of the shop as gateways know it, without a path. */
  readonly shopUrl: string;
}

/** A request as the load balancer hands it over. */
export interface CallbackEvent extends HttpEvent {
  readonly path?: string;
}

/**
 * Takes what gateways tell: verifies it, and writes down what proves to be theirs before it says so. Whatever goes wrong
 * on our side is answered such that the gateway tells it again.
 */
export function createPaymentCallback(
  dependencies: PaymentCallbackDependencies,
): (event: CallbackEvent) => Promise<Answer> {
  return async (event) => {
    const used = usedGateway(dependencies.gateways, event.path);
    if (!used) return bare(404);
    const log = dependencies.log.with({ gateway: used.gateway.name });
    try {
      return await answerTo({ ...dependencies, log }, used, event);
    } catch (error) {
      log.error('callback failed on our side', error, { statusCode: 503 });
      log.count('CallbackUndecidable');
      return bare(503);
    }
  };
}

const prefix = '/callbacks/';

function usedGateway(gateways: readonly UsedGateway[], path = ''): UsedGateway | undefined {
  return gateways.find(({ gateway }) => path === `${prefix}${gateway.name}`);
}

async function answerTo(
  dependencies: PaymentCallbackDependencies,
  used: UsedGateway,
  event: CallbackEvent,
): Promise<Answer> {
  if ((event.body?.length ?? 0) > longestText) return bare(413);
  const delivery = deliveryOf(event, `${dependencies.shopUrl}${prefix}${used.gateway.name}`);
  if (delivery.body.length > mostBytes) return bare(413);
  if (delivery.method !== 'POST') return answerChallenge(dependencies, used, delivery);
  const verification = await verifyDelivery(dependencies, used, delivery);
  if (!isAccepted(verification)) return answerRejection(dependencies.log, verification.result);
  await recordEvents(dependencies, verification, used.gateway.name);
  return bare(200);
}

// The load balancer passes on no more than this.
const mostBytes = 1_048_576;
const longestText = 1_400_000;
