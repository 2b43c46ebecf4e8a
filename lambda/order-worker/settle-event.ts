import { answeredEvent } from '../gateways/events.ts';
import type { PaymentEvent, UnverifiedNotification } from '../gateways/payment-event.ts';
import { oneWord } from '../shared/log/fields.ts';
import type { Log } from '../shared/log/log.ts';
import type { KeyedEvent } from '../shared/orders/apply-event.ts';
import {
  type EventMessage,
  type EventOutcome,
  type EventStore,
  type InboundEvent,
  isNamed,
  keyOf,
} from '../shared/orders/inbound-event.ts';
import { storable } from '../shared/orders/storable-event.ts';
import { countUnknownKind } from '../shared/orders/unknown-kind.ts';
import type { Applied, ApplyToOrder } from './apply-to-order.ts';
import type { Asked, AskGateway } from './ask-gateway.ts';
import { RetryableError } from './retryable-error.ts';

/** Does what a payment event asks for, and writes down what came of it. Throws where it has to be brought again. */
export type SettleEvent = (message: EventMessage, log: Log) => Promise<void>;

export interface SettleDependencies {
  readonly events: Pick<EventStore, 'load' | 'settle'>;
  readonly ask: AskGateway;
  readonly apply: ApplyToOrder;
  readonly now: () => Date;
}

/** Makes a `SettleEvent`. However often it runs for one payment event, and wherever it ends, the order is the same. */
export function createSettleEvent({ events, ask, apply, now }: SettleDependencies): SettleEvent {
  return async ({ key, generation }, log) => {
    const recorded = await events.load(key);
    if (!recorded) throw new RetryableError('EventMissing');
    const { inbound, receivedAt } = recorded;
    const isSettled = isNamed(inbound) && recorded.outcome !== undefined;
    // An unsigned notification that was given again has a later message, which will be answered with what is true by then.
    if (isSettled || generation < recorded.generation) return;
    const { outcome, orderReference } = await outcomeOf(inbound, new Date(receivedAt), log);
    // The order is written by now: if this fails, the payment event comes again and changes nothing.
    await events.settle(key, outcome, orderReference);
    log.info('payment event settled', {
      gateway: inbound.gateway,
      outcome: oneWord(outcome),
      orderId: orderReference,
    });
  };

  async function outcomeOf(inbound: InboundEvent, receivedAt: Date, log: Log): Promise<Outcome> {
    if (inbound.kind === 'verified') return outcomeOfVerified(inbound, receivedAt, log);
    const { gateway, notification } = inbound;
    const asked = await askedLater(inbound, notification, receivedAt);
    if (asked.outcome !== 'confirmed') return asked;
    return applyAll(gateway, asked.events, receivedAt, log);
  }

  // Where the gateway has no more to say than the event, the event stands as it is.
  async function outcomeOfVerified(inbound: VerifiedEvent, receivedAt: Date, log: Log): Promise<Outcome> {
    const { gateway, event } = inbound;
    const asked = event.ask && (await askedLater(inbound, event.ask, receivedAt));
    if (asked?.outcome !== 'confirmed') return apply(keyed(inbound), receivedAt);
    const told = asked.events.map((answered) => answeredEvent(event, answered));
    return applyAll(gateway, told, receivedAt, log);
  }

  // A gateway can be faster than itself: it tells of a payment that the part of it that is asked does not know yet.
  async function askedLater(
    inbound: InboundEvent,
    notification: UnverifiedNotification,
    receivedAt: Date,
  ): Promise<Asked> {
    const asked = await ask(inbound.gateway, notification);
    const isEarly = isNamed(inbound) && now().getTime() - receivedAt.getTime() < patienceMs;
    if (asked.outcome === 'unknown' && isEarly) throw new RetryableError('PaymentUnknown');
    return asked;
  }

  async function applyAll(
    gateway: string,
    told: readonly PaymentEvent[],
    receivedAt: Date,
    log: Log,
  ): Promise<Outcome> {
    const outcomes: Outcome[] = [];
    for (const event of told) {
      countUnknownKind(event, log);
      outcomes.push(await apply(keyed(stored({ kind: 'verified', gateway, event }, log)), receivedAt));
    }
    return outcomes.find(({ outcome }) => outcome === 'applied') ?? outcomes[0] ?? { outcome: 'ignored' };
  }
}

// Less than the queue waits before it brings a payment event again, so that one more answer counts.
const patienceMs = 5 * 60 * 1000;

type Outcome = Pick<Applied, 'orderReference'> & { readonly outcome: EventOutcome };
type VerifiedEvent = Extract<InboundEvent, { readonly kind: 'verified' }>;

// What the gateway says when it is asked is the same event as the one that it may have delivered itself.
function keyed(inbound: VerifiedEvent): KeyedEvent {
  return { key: keyOf(inbound), gateway: inbound.gateway, event: inbound.event };
}

function stored(inbound: VerifiedEvent, log: Log): VerifiedEvent {
  const { inbound: kept, findings } = storable(inbound);
  if (findings.length > 0) log.count('CardDataFound');
  return kept as VerifiedEvent;
}
