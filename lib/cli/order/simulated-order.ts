import type { EventClass, PaymentEvent } from '../../../lambda/gateways/payment-event.ts';
import { applyEvent, classIn, isTelling } from '../../../lambda/shared/orders/apply-event.ts';
import type { CheckPolicy } from '../../../lambda/shared/orders/check-policy.ts';
import { paymentName } from '../../../lambda/shared/orders/inbound-event.ts';
import { emptyLedger } from '../../../lambda/shared/orders/ledger.ts';
import type { Order } from '../../../lambda/shared/orders/order.ts';
import { orderNumber } from '../../../lambda/shared/orders/order-number.ts';
import type { History } from './history.ts';

/** What an event is to the order of a history; `waiting`: only a later event can tell whose payment it is about. */
export type Relation = 'own' | 'other order' | 'no order' | 'other payment' | 'waiting';

/** What an event made of the order. */
export interface Effected {
  readonly class: EventClass;
  readonly event: PaymentEvent;
}

/** The order of a history while it is replayed. */
export interface SimulatedOrder {
  readonly order: () => Order;
  /** Whose an event is. At the end, nothing waits any longer. */
  readonly relationOf: (event: PaymentEvent, isEnd: boolean) => Relation;
  /** Applies an event of the order; nothing if it tells nothing, `again` if it came before. */
  readonly apply: (event: PaymentEvent) => Effected | 'again' | undefined;
  /** Remembers that a payment is somebody else's. */
  readonly disown: (event: PaymentEvent) => void;
}

/** An order that nothing was paid for yet. The policy is the one that a shop has without saying anything. */
export function createSimulatedOrder({ order: given, gateway }: History): SimulatedOrder {
  let order = newOrder(given, gateway.name);
  const payments = new Map<string, 'own' | 'other'>();
  const applied = new Set<string>();
  let isShared = false;

  return {
    order: () => order,
    relationOf: (event, isEnd) => {
      const relation = relationTo(given.reference, event, payments.get(paymentName(event) ?? ''));
      return relation === 'waiting' && isEnd ? relationAtEnd(event) : relation;
    },
    apply: (event) => {
      if (event.class === 'ignored') return undefined;
      noteOwn(event);
      const name = classIn(order, gateway.name, event);
      const isHeard = isTelling(order, gateway.name, event);
      const key = `${gateway.name}#${event.id}`;
      order = applyEvent(order, { key, gateway: gateway.name, event }, defaultPolicy);
      if (!isHeard) return undefined;
      if (applied.has(key)) return 'again';
      applied.add(key);
      return name === 'ignored' ? undefined : { class: name, event };
    },
    disown: (event) => {
      isShared = true;
      const payment = paymentName(event);
      if (payment !== undefined && !payments.has(payment)) payments.set(payment, 'other');
    },
  };

  function relationAtEnd(event: PaymentEvent): Relation {
    if (event.orderReference !== undefined) return 'other order';
    // What names neither an order nor a payment is about the only order that there is, if there is no other.
    if (paymentName(event) === undefined && !isShared) return 'own';
    return [...payments.values()].includes('own') ? 'other payment' : 'own';
  }

  function noteOwn(event: PaymentEvent): void {
    const payment = paymentName(event);
    if (payment !== undefined && event.class !== 'informational') payments.set(payment, 'own');
  }
}

function relationTo(
  reference: string,
  event: PaymentEvent,
  ofPayment: 'own' | 'other' | undefined,
): Relation {
  if (ofPayment === 'own' || event.orderReference === reference) return 'own';
  if (event.orderReference !== undefined && (!event.byPayment || ofPayment === 'other')) return 'other order';
  // Whatever says nothing about a payment is of the shop, and of no order.
  if (event.class === 'informational' || event.class === 'ignored') return 'own';
  if (!event.byPayment) return 'no order';
  return ofPayment === 'other' ? 'other payment' : 'waiting';
}

const defaultPolicy: CheckPolicy = { avsStreet: 'mismatch', avsPostalCode: 'mismatch', cvc: 'mismatch' };

function newOrder({ reference, amountMinor, currency }: History['order'], gateway: string): Order {
  const time = new Date(0).toISOString();
  return {
    reference,
    number: orderNumber(reference, 0),
    state: 'open',
    stateSince: time,
    changes: 0,
    reviewReasons: [],
    amountMinor,
    currency,
    lines: [],
    attempt: { number: 1, gateway, fingerprint: '', startedAt: time },
    ledger: emptyLedger,
    money: { capturedMinor: 0, refundedMinor: 0, disputedMinor: 0 },
    checks: {},
    applied: [],
    createdAt: time,
  };
}
