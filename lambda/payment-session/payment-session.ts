import { type Delivery, deliveryOf, type HttpEvent } from '../gateways/delivery.ts';
import { type Answer, json } from '../shared/http/answer.ts';
import { type Reader, readerOf } from '../shared/http/reader.ts';
import type { Languages } from '../shared/texts/texts.ts';
import { answerCatalogue } from './answer-catalogue.ts';
import { answerPrice } from './answer-price.ts';
import { answerTo } from './answers.ts';
import { paymentMethods } from './payment-methods.ts';
import { paymentState } from './payment-state.ts';
import { isProblem, type Problem } from './problem.ts';
import { type Asked, localeOf, readRequest } from './read-request.ts';
import { type Paid, type TakeOrder, takeOrder } from './take-order.ts';

/** What the function is made of. */
export interface Dependencies extends TakeOrder {
  /** The texts for shoppers. */
  readonly languages: Languages;
}

/** What the load balancer tells of a request. */
export interface ShopEvent extends HttpEvent {
  readonly path?: string;
}

/** What Lambda tells of one invocation. */
interface Context {
  readonly awsRequestId: string;
}

/** Starts payments and tells of them. Whatever happens, the shopper is told what to do. */
export function createPaymentSession(
  dependencies: Dependencies,
): (event: ShopEvent, context: Context) => Promise<Answer> {
  const { shopUrl, checkoutUrl, cartUrl, returnUrl, now } = dependencies;
  return async (event, { awsRequestId }) => {
    const startedAt = now().getTime();
    const log = dependencies.log.with({ requestId: awsRequestId });
    const delivery = deliveryOf(event, shopUrl);
    const asked = readRequest(delivery, event.path ?? '', shopUrl);
    const reader = readerOf(delivery, dependencies, localeOf(asked));
    const served = await serve({ ...dependencies, log }, asked, { delivery, reader });
    const answer =
      'statusCode' in served ? served : answerTo(served, { ...reader, checkoutUrl, cartUrl, returnUrl });
    log.info('session answered', {
      route: isProblem(asked) ? asked.problem : asked.kind,
      outcome: outcomeOf(served),
      statusCode: answer.statusCode,
      durationMs: now().getTime() - startedAt,
    });
    return event.httpMethod === 'HEAD' ? { ...answer, body: '' } : answer;
  };
}

interface Sender {
  readonly delivery: Delivery;
  readonly reader: Reader;
}

async function serve(
  dependencies: Dependencies,
  asked: Asked | Problem,
  sender: Sender,
): Promise<Paid | Answer> {
  if (isProblem(asked)) return asked;
  try {
    switch (asked.kind) {
      case 'order':
        return await takeOrder(dependencies, { ...sender, body: asked.body });
      case 'price':
        return await answerPrice(dependencies, asked.body);
      case 'state':
        return json(200, await paymentState(dependencies, asked.checkout));
      case 'catalogue':
        return answerCatalogue(sender.delivery, await dependencies.currentCatalogue());
      case 'methods':
        // The same for everybody, and nothing of an order.
        return json(200, { methods: await paymentMethods(dependencies) }, keptForAMinute);
    }
  } catch (error) {
    dependencies.log.error('session failed', error);
    dependencies.log.count('SessionFailed');
    return { problem: 'internal_error' };
  }
}

const keptForAMinute = { 'cache-control': 'public, max-age=60' };

function outcomeOf(served: Paid | Answer): string {
  if ('statusCode' in served) return 'told';
  if (isProblem(served)) return served.problem;
  if ('unconfirmed' in served) return 'unconfirmed';
  return 'taken' in served ? 'taken' : served.outcome;
}
