import { type ClassOf, eventOfKind } from './event-kinds.ts';
import { inquiryType, type PaymentEvent } from './payment-event.ts';

/** What an object was when it was asked for, in the words of the events that would have told it. */
type TellSnapshot = (kind: SnapshotKind, more?: Partial<PaymentEvent>) => PaymentEvent;

interface SnapshotKind {
  /** The kind of event. */
  readonly kind: string;
  readonly kindCase?: string | undefined;
}

/**
 * Makes events of an object that the shop asked for by itself. `name` tells the object from every other of the gateway; the same
 * answer makes the same events.
 */
export function snapshotOf(classOf: ClassOf, name: string, about: Partial<PaymentEvent>): TellSnapshot {
  return ({ kind, kindCase }, more = {}) => {
    const id = ['asked', name, kind, kindCase, more.amountMinor]
      .filter((part) => part !== undefined)
      .join(':');
    return {
      ...eventOfKind(classOf, { id, type: kind, kindCase }, { ...about, ...more }),
      type: inquiryType,
    };
  };
}

/** Says that no money moved yet, and that nothing ended: no gateway has an event for that. */
export function nothingYet(name: string, { orderReference, paymentId }: Partial<PaymentEvent>): PaymentEvent {
  return {
    id: `asked:${name}:nothing`,
    type: inquiryType,
    class: 'informational',
    ...(orderReference !== undefined && { orderReference }),
    ...(paymentId !== undefined && { paymentId }),
  };
}
