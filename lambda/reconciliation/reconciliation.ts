import { inquiryType } from '../gateways/payment-event.ts';
import type { Log } from '../shared/log/log.ts';
import type { InquiryStore } from '../shared/orders/dynamo-inquiries.ts';
import type { EventStore } from '../shared/orders/inbound-event.ts';
import type { Order } from '../shared/orders/order.ts';
import { isLeftAlone, nextInquiry } from '../shared/orders/order-inquiry.ts';
import type { OrderStore, StoredOrder } from '../shared/orders/order-store.ts';

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
export const mostOrders = 100;

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
    let failed = 0;
    // One after the other, so that gateways are not asked all at once.
    for (const reference of references) {
      try {
        await reconcile(reference);
      } catch (error) {
        failed += 1;
        log.error('an order could not be reconciled', error, { orderId: reference });
      }
    }
    log.info('orders reconciled', { count: references.length });
    // The schedule asks nothing of the answer: only an error is seen by anybody.
    if (failed > 0) throw new Error('orders could not be reconciled');
  };

  async function reconcile(reference: string): Promise<void> {
    const stored = await findOrder(reference);
    if (!stored) return;
    const { order } = stored;
    await ask(order);
    tellOf(stored);
    await inquiries.postpone(stored, nextInquiry(order, now()));
  }

  async function ask({ attempt: { gateway, inquiry } }: Order): Promise<void> {
    if (!inquiry) return;
    const notification = { type: inquiryType, resource: inquiry.resource, id: inquiry.id };
    await events.record({ kind: 'unverified', gateway, notification }, now());
  }

  function tellOf({ order }: StoredOrder): void {
    if (!isLeftAlone(order, now())) return;
    log.warn('an order has waited too long for its gateway', {
      orderId: order.reference,
      gateway: order.attempt.gateway,
      outcome: order.state,
    });
    log.count('OrderWithoutWord');
  }
}
