import { type Delivery, deliveryOf, type HttpEvent } from '../gateways/delivery.ts';
import { refusal } from '../shared/card-guard/card-guard.ts';
import type { Answer } from '../shared/http/answer.ts';
import type { Log } from '../shared/log/log.ts';
import { answerTo } from './answers.ts';
import type { Offer } from './ask-gateway.ts';
import type { Catalogue } from './catalogue.ts';
import { type Paid, type Paying, pay } from './pay.ts';
import { price } from './price.ts';
import { isProblem, type Problem } from './problem.ts';
import { type Brought, readRequest, wantsJson } from './read-request.ts';
import { wantedOf } from './wanted.ts';

/** What the function is made of. */
export interface Dependencies extends Paying {
  /** The ways to pay, by the name of the gateway. */
  readonly offers: ReadonlyMap<string, Offer>;
  readonly catalogue: Catalogue;
}

/** What Lambda tells of one invocation. */
interface Context {
  readonly awsRequestId: string;
}

/** Takes an order from the checkout and starts its payment. Whatever happens, the shopper is told what to do. */
export function createPaymentSession(
  dependencies: Dependencies,
): (event: HttpEvent, context: Context) => Promise<Answer> {
  const { shopUrl, now } = dependencies;
  return async (event, { awsRequestId }) => {
    const startedAt = now().getTime();
    const log = dependencies.log.with({ requestId: awsRequestId });
    const delivery = deliveryOf(event, shopUrl);
    const paid = await serve({ ...dependencies, log }, delivery);
    const answer = answerTo(paid, { wantsJson: wantsJson(delivery), shopUrl });
    log.info('session answered', {
      outcome: outcomeOf(paid),
      statusCode: answer.statusCode,
      durationMs: now().getTime() - startedAt,
    });
    return answer;
  };
}

async function serve(dependencies: Dependencies, delivery: Delivery): Promise<Paid> {
  try {
    const brought = readRequest(delivery, dependencies.shopUrl);
    if (isProblem(brought)) return brought;
    return refusedCard(brought, dependencies.log) ?? (await order(dependencies, brought));
  } catch (error) {
    dependencies.log.error('session failed', error);
    dependencies.log.count('SessionFailed');
    return { problem: 'our-fault' };
  }
}

// Before anything is made of a field: what must not be here must not get any further.
function refusedCard(brought: Brought, log: Log): Problem | undefined {
  const refused = refusal(brought.kind === 'form' ? brought.values : brought.value);
  if (!refused) return undefined;
  log.refused(refused.findings);
  return { problem: 'card-data' };
}

async function order(dependencies: Dependencies, brought: Brought): Promise<Paid> {
  const wanted = wantedOf(brought);
  if (isProblem(wanted)) return wanted;
  const offer = dependencies.offers.get(wanted.gateway);
  if (!offer) return { problem: 'unknown-gateway' };
  const priced = price(wanted.items, dependencies.catalogue);
  if (isProblem(priced)) return priced;
  return pay(dependencies, { wanted, priced, offer });
}

function outcomeOf(paid: Paid): string {
  if (isProblem(paid)) return paid.problem;
  return 'taken' in paid ? 'taken' : paid.outcome;
}
