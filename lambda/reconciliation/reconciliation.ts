import { inquiryType, type PaymentEvent } from '../gateways/payment-event.ts';
import type { Log } from '../shared/log/log.ts';
import type { InquiryStore } from '../shared/orders/dynamo-inquiries.ts';
import type { EventStore } from '../shared/orders/inbound-event.ts';
import type { Order } from '../shared/orders/order.ts';
import { isOutcomeUnknown, isReservedTooLong, nextInquiry } from '../shared/orders/order-inquiry.ts';
import type { OrderStore } from '../shared/orders/order-store.ts';

/** What the function is made of. */
export interface ReconciliationDependencies {
  readonly inquiries: InquiryStore;
  readonly findOrder: OrderStore['find'];
  /** Where the order worker finds what it has to ask a gateway about. */
  readonly events: Pick<EventStore, 'record'>;
  readonly now: () => Date;
  readonly log: Log;
}

/** The most orders of one run. Those that are left wait longest, and are the first of the next run. */
export const mostOrders = 200;

/**
 * The most orders of one gateway that one run has asked about: fewer than the order worker asks about until the next run, and
 * few enough for every gateway's limit of requests.
 */
export const mostOfGateway = 50;

/** How long an order waits whose gateway has had its share: behind the orders of the others. */
const shareMilliseconds = 15 * 60 * 1000;

/**
 * Has gateways asked about orders of which nothing was heard. It asks none itself: it writes down what is to be asked, and the
 * order worker asks, which holds the keys and asks a few at a time.
 */
export function createReconciliation({
  inquiries,
  findOrder,
  events,
  now,
  log,
}: ReconciliationDependencies): () => Promise<void> {
  return async () => {
    const references = await inquiries.dueAt(now(), mostOrders);
    const askedOf = new Map<string, number>();
    let failed = 0;
    // One after the other, so that gateways are not asked all at once.
    for (const reference of references) {
      try {
        await reconcile(reference, askedOf);
      } catch (error) {
        failed += 1;
        log.error('an order could not be reconciled', error, { orderId: reference });
      }
    }
    log.info('orders reconciled', { count: references.length });
    // The schedule asks nothing of the answer: only an error is seen by anybody.
    if (failed > 0) throw new Error('orders could not be reconciled');
  };

  async function reconcile(reference: string, askedOf: Map<string, number>): Promise<void> {
    const stored = await findOrder(reference);
    if (!stored) return;
    const { order } = stored;
    const { gateway } = order.attempt;
    const asked = askedOf.get(gateway) ?? 0;
    if (asked >= mostOfGateway) {
      await inquiries.postpone(stored, new Date(now().getTime() + shareMilliseconds));
      return;
    }
    askedOf.set(gateway, asked + 1);
    await ask(order);
    await tellOf(order);
    await inquiries.postpone(stored, nextInquiry(order, now()));
  }

  async function ask({ attempt: { gateway, inquiry } }: Order): Promise<void> {
    if (!inquiry) return;
    const notification = { type: inquiryType, resource: inquiry.resource, id: inquiry.id };
    await events.record({ kind: 'unverified', gateway, notification }, now());
  }

  async function tellOf(order: Order): Promise<void> {
    const isUnknown = isOutcomeUnknown(order, now());
    if (!isUnknown && !isReservedTooLong(order, now())) return;
    const { reference, attempt, state } = order;
    log.warn('an order has waited too long for its gateway', {
      orderId: reference,
      gateway: attempt.gateway,
      outcome: state,
    });
    log.count('OrderWithoutWord');
    // The order worker writes to orders: with this, a person has to look at it.
    if (isUnknown)
      await events.record(
        { kind: 'verified', gateway: attempt.gateway, event: unknownOutcome(order) },
        now(),
      );
  }
}

function unknownOutcome({ reference, attempt }: Order): PaymentEvent {
  return {
    id: `${inquiryType}:${reference}:${attempt.number}`,
    type: inquiryType,
    class: 'review',
    orderReference: reference,
    effect: { kind: 'outcomeUnknown' },
  };
}
