import type { Secret } from '../gateways/gateway.ts';
import type { Made, SessionRequest } from '../gateways/session-request.ts';
import { type LogFields, oneWord } from '../shared/log/fields.ts';
import type { Metric } from '../shared/log/metric.ts';
import { isTaken } from '../shared/orders/order.ts';
import { referenceOf } from '../shared/orders/order-reference.ts';
import type { OrderStore } from '../shared/orders/order-store.ts';
import type { Words } from '../shared/texts/texts.ts';
import { type Asking, askGateway, type Offer, type Reply } from './ask-gateway.ts';
import { addressOf, type CheckoutRequest } from './checkout-request.ts';
import { endSession } from './end-session.ts';
import { fingerprintOf } from './identify.ts';
import { isCharged, judgeReply, type Started } from './judge-reply.ts';
import {
  type OrderDraft,
  type Placed,
  placeOrder,
  releaseAttempt,
  type Taken,
  takenBy,
} from './place-order.ts';
import type { PricedOrder } from './price-order.ts';
import { isProblem, type Problem } from './problem.ts';
import { type RecordAnswer, recordAnswer } from './record-answer.ts';
import { recordSession } from './record-session.ts';
import { type ShopAddresses, sessionRequestOf } from './session-request.ts';

/** What paying needs. */
export interface Paying extends Asking, ShopAddresses {
  /** The ways to pay, by the name of the gateway. */
  readonly offers: ReadonlyMap<string, Offer>;
  readonly orders: OrderStore;
  /** Where payment events wait for the order worker. */
  readonly events: RecordAnswer['events'];
  readonly now: () => Date;
}

/** A checkout request with its price, and the way to pay that the shopper chose. */
export interface Bill {
  readonly checkoutRequest: CheckoutRequest;
  readonly priced: PricedOrder;
  readonly offer: Offer;
  /** The subject of the user pool that is signed in. */
  readonly customer?: string | undefined;
  /** The words that the shopper reads. */
  readonly words: Words;
}

/** How the payment goes on, or why it does not. */
export type Begun = Started | Taken | Problem;

// The shopper has an answer before the function's own time is over: what our stores took of it, the gateway has not.
const gatewayMilliseconds = 15_000;
const allMilliseconds = 20_000;

/** Starts the payment of an order: looks for it, writes it down, and only then asks the gateway. */
export async function pay(paying: Paying, bill: Bill): Promise<Begun> {
  const { checkoutRequest, offer } = bill;
  const startedAt = paying.now().getTime();
  const reference = referenceOf(checkoutRequest.checkout);
  const log = paying.log.with({
    orderId: reference,
    gateway: offer.config.name,
    integration: offer.config.integration,
  });
  const draft = draftOf(reference, bill);
  const found = await paying.orders.find(reference);
  if (found && isTaken(found.order.state)) return takenBy(found.order, draft);
  const secret = await readySecret({ ...paying, log }, offer);
  if (isProblem(secret)) return secret;
  const placed = await placeOrder(paying.orders, found, draft, paying.now());
  return 'order' in placed
    ? start({ ...paying, log }, bill, { draft, placed, secret: secret.current, startedAt })
    : placed;
}

function draftOf(reference: string, { checkoutRequest, priced, offer, customer }: Bill): OrderDraft {
  return {
    order: { reference, ...priced },
    placer: {
      ...addressOf(checkoutRequest),
      email: checkoutRequest.email,
      ...(customer !== undefined && { customer }),
    },
    attempt: {
      gateway: offer.config.name,
      fingerprint: fingerprintOf(checkoutRequest, priced, customer),
      ...(checkoutRequest.card && { mayHaveCharged: true }),
    },
  };
}

// Asked before the order is written: what cannot be paid now leaves no address behind.
async function readySecret(
  { secrets, log }: Paying,
  { config, breaker }: Offer,
): Promise<{ readonly current: Secret } | Problem> {
  const seconds = breaker.secondsToWait();
  if (seconds > 0) return { problem: 'gateway_unavailable', retryAfterSeconds: seconds };
  const { current } = await secrets.read(config.name);
  if (current) return { current };
  log.count('SecretMissing');
  return { problem: 'gateway_not_ready' };
}

interface Attempting {
  readonly draft: OrderDraft;
  readonly placed: Placed;
  readonly secret: Secret;
  readonly startedAt: number;
}

async function start(paying: Paying, bill: Bill, attempting: Attempting): Promise<Begun> {
  const { draft, placed, secret, startedAt } = attempting;
  const until = Math.min(paying.now().getTime() + gatewayMilliseconds, startedAt + allMilliseconds);
  const first = await attempt(paying, bill, placed, { secret, until });
  if (first !== 'again') return first;
  // Some gateways take a reference once: what the first click got of them is lost, so this click gets its own.
  const after = placed.order.attempt.number;
  const found = await paying.orders.find(draft.order.reference);
  const next = await placeOrder(paying.orders, found, { ...draft, after }, paying.now());
  if (!('order' in next)) return next;
  const second = await attempt(paying, bill, next, { secret, until });
  return second === 'again' ? { problem: 'concurrent_requests' } : second;
}

async function attempt(
  paying: Paying,
  { checkoutRequest, offer, words }: Bill,
  { order, isRepeated, replaced }: Placed,
  { secret, until }: { readonly secret: Secret; readonly until: number },
): Promise<Started | Problem | 'again'> {
  const log = paying.log.with({ attempt: order.attempt.number });
  const request = sessionRequestOf(order, checkoutRequest, { ...paying, words });
  const [reply] = await Promise.all([
    askGateway({ ...paying, log }, offer, { request, secret, until }),
    replaced && endSession({ ...paying, log }, replaced, until),
  ]);
  const judged = judgeReply(reply, { hasCard: checkoutRequest.card !== undefined, isRepeated });
  log.info('gateway asked', fieldsOf(reply));
  if (checkoutRequest.card && !isRepeated && !mayHaveCharged(judged))
    await releaseAttempt(paying.orders, order, { hasFailed: judged !== 'again' && isProblem(judged) });
  if (judged === 'again') return judged;
  if (!isProblem(judged)) {
    const { inquiry, session, isMute, ...started } = judged;
    await recordSession({ ...paying, log }, order, {
      ...(inquiry && { inquiry }),
      ...(session && { session }),
      ...(isMute && { isMute }),
    });
    return recordAnswer({ ...paying, log }, offer.config.name, started);
  }
  await recordSession({ ...paying, log }, order, soughtAfter(judged, reply, offer, request));
  const metric = metricOf(judged);
  if (metric) log.count(metric);
  return judged;
}

// Where the payment has no name yet, it may have been made all the same.
function soughtAfter({ problem }: Problem, reply: Reply, { gateway }: Offer, request: SessionRequest): Made {
  if (problem !== 'payment_uncertain') return {};
  const named = reply.outcome === 'refused' ? reply.inquiry : undefined;
  const inquiry = named ?? gateway.searchFor?.(request);
  return inquiry ? { inquiry } : {};
}

// A key that was revoked, or a request that is refused, does not mend itself: the first one tells, in the smallest shop.
function metricOf({ problem }: Problem): Metric | undefined {
  if (problem === 'declined' || problem === 'card_token_expired') return undefined;
  return problem === 'gateway_failed' ? 'SessionFailed' : 'GatewayUnavailable';
}

// Before a shopper has been to their card's issuer, nothing is charged.
function mayHaveCharged(judged: Started | Problem | 'again'): boolean {
  if (judged === 'again') return false;
  if (isProblem(judged)) return judged.problem === 'payment_uncertain';
  return isCharged(judged);
}

function fieldsOf(reply: Reply): LogFields {
  if (reply.outcome !== 'refused') return { outcome: reply.outcome };
  const { code } = reply;
  return {
    outcome: 'refused',
    reason: oneWord(reply.reason),
    statusCode: reply.status,
    ...(code !== undefined && { code }),
  };
}
