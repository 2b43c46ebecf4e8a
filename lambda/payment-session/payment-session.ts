import { type Delivery, deliveryOf, type HttpEvent } from '../gateways/delivery.ts';
import { takesCurrency } from '../gateways/registry.ts';
import { refusal } from '../shared/card-guard/card-guard.ts';
import type { ReleasedCatalogue } from '../shared/catalogue/released-catalogue.ts';
import { type Answer, bare } from '../shared/http/answer.ts';
import { readerOf } from '../shared/http/reader.ts';
import type { Log } from '../shared/log/log.ts';
import type { Languages } from '../shared/texts/texts.ts';
import { answerCatalogue, cataloguePath } from './answer-catalogue.ts';
import { answerTo } from './answers.ts';
import { missingOfCard, withoutTokens } from './card.ts';
import { checkoutRequestOf } from './checkout-request.ts';
import { type Paid, type Paying, pay } from './pay.ts';
import { priceOrder } from './price-order.ts';
import { isProblem, type Problem } from './problem.ts';
import { localeOf, type ParsedBody, readRequest } from './read-request.ts';

/** What the function is made of. */
export interface Dependencies extends Paying {
  /** The catalogue of the moment. */
  readonly currentCatalogue: () => Promise<ReleasedCatalogue>;
  /** The texts for shoppers. */
  readonly languages: Languages;
  /** Where shoppers sign in: who is signed in while a request is made. */
  readonly customerOf?: (delivery: Delivery) => Promise<string | undefined>;
}

/** What the load balancer tells of a request besides what a delivery is made of. */
interface SessionEvent extends HttpEvent {
  readonly path?: string;
}

/** What Lambda tells of one invocation. */
interface Context {
  readonly awsRequestId: string;
}

/** Takes an order from the checkout and starts its payment. Whatever happens, the shopper is told what to do. */
export function createPaymentSession(
  dependencies: Dependencies,
): (event: SessionEvent, context: Context) => Promise<Answer> {
  const { shopUrl, checkoutUrl, returnUrl, now } = dependencies;
  return async (event, { awsRequestId }) => {
    const startedAt = now().getTime();
    const log = dependencies.log.with({ requestId: awsRequestId });
    const delivery = deliveryOf(event, shopUrl);
    if (event.path === cataloguePath) return tellCatalogue({ ...dependencies, log }, delivery);
    const request = readRequest(delivery, shopUrl);
    const reader = readerOf(delivery, dependencies, localeOf(request));
    const paid = await serve({ ...dependencies, log }, delivery, request);
    const answer = answerTo(paid, { ...reader, checkoutUrl, returnUrl });
    log.info('session answered', {
      outcome: outcomeOf(paid),
      statusCode: answer.statusCode,
      durationMs: now().getTime() - startedAt,
    });
    return answer;
  };
}

async function tellCatalogue(
  { currentCatalogue, log }: Pick<Dependencies, 'currentCatalogue' | 'log'>,
  delivery: Delivery,
): Promise<Answer> {
  try {
    return answerCatalogue(delivery, await currentCatalogue());
  } catch (error) {
    log.error('the catalogue could not be told', error);
    log.count('SessionFailed');
    return bare(503, { 'retry-after': '30' });
  }
}

async function serve(
  dependencies: Dependencies,
  delivery: Delivery,
  request: ParsedBody | Problem,
): Promise<Paid> {
  if (isProblem(request)) return request;
  try {
    return refusedCard(request, dependencies.log) ?? (await order(dependencies, delivery, request));
  } catch (error) {
    dependencies.log.error('session failed', error);
    dependencies.log.count('SessionFailed');
    return { problem: 'internal_error' };
  }
}

// Before anything is made of a field: what must not be here must not get any further.
function refusedCard(parsed: ParsedBody, log: Log): Problem | undefined {
  const refused = refusal(parsed.kind === 'form' ? parsed.values : withoutTokens(parsed.value));
  if (!refused) return undefined;
  log.refused(refused.findings);
  return { problem: 'card_data_refused' };
}

async function order(dependencies: Dependencies, delivery: Delivery, parsed: ParsedBody): Promise<Paid> {
  const checkoutRequest = checkoutRequestOf(parsed);
  if (isProblem(checkoutRequest)) return checkoutRequest;
  const offer = dependencies.offers.get(checkoutRequest.gateway);
  if (!offer) return { problem: 'unknown_gateway' };
  const incomplete = missingOfCard(checkoutRequest, offer);
  if (incomplete) return incomplete;
  const current = await dependencies.currentCatalogue();
  const priced = priceOrder(checkoutRequest, current);
  if (isProblem(priced)) return priced;
  if (!takesCurrency(offer.config, priced.currency, current.catalogue.currencies))
    return { problem: 'currency_not_taken' };
  const customer = await dependencies.customerOf?.(delivery);
  return pay(dependencies, { checkoutRequest, priced, offer, customer });
}

function outcomeOf(paid: Paid): string {
  if (isProblem(paid)) return paid.problem;
  return 'taken' in paid ? 'taken' : paid.outcome;
}
