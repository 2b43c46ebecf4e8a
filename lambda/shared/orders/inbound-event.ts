import { createHash } from 'node:crypto';
import type { PaymentEvent, UnverifiedNotification } from '../../gateways/payment-event.ts';

/** What a gateway told the shop, before anything was done about it. */
export type InboundEvent =
  | { readonly kind: 'verified'; readonly gateway: string; readonly event: PaymentEvent }
  /** Only the gateway's word counts: it is asked before anything changes. */
  | { readonly kind: 'unverified'; readonly gateway: string; readonly notification: UnverifiedNotification };

/** A payment event as it stands in the table. */
export interface RecordedEvent {
  readonly key: string;
  readonly inbound: InboundEvent;
  /** Counts how often an unsigned notification was given: what was told after the gateway was asked has to be asked again. */
  readonly generation: number;
  /** ISO 8601. */
  readonly receivedAt: string;
  /** What came of it, once somebody has looked. */
  readonly outcome?: EventOutcome;
}

/** What came of a payment event. `unknown`: the gateway knows no such payment of ours. `refused`: it will never say. */
export type EventOutcome = 'applied' | 'ignored' | 'unknown' | 'refused' | 'without order';

/** What travels through the queue: where the payment event stands, and nothing of what it says. */
export interface EventMessage {
  readonly key: string;
  readonly generation: number;
}

/**
 * The name of a payment event: the same for each delivery of one event. An unsigned notification brings no name along, so its key is
 * what it points to, and it can be given again.
 */
export function keyOf(inbound: InboundEvent): string {
  return [inbound.gateway, ...partsOf(inbound).map(shortened)].join('#');
}

/** Whether each delivery of it can be told from every other, so that one that is known needs nothing more. */
export function isNamed(inbound: InboundEvent): boolean {
  return inbound.kind === 'verified' || inbound.notification.deliveryId !== undefined;
}

function partsOf(inbound: InboundEvent): readonly string[] {
  if (inbound.kind === 'verified') return ['event', inbound.event.id];
  const { deliveryId, resource, id } = inbound.notification;
  return deliveryId === undefined ? ['unverified', resource, id] : ['delivery', deliveryId];
}

/** A text in at most 200 characters; a longer one is told by its digest, which is as good for telling two apart. */
export function shortened(text: string): string {
  return text.length <= longestText ? text : digest(text);
}

/** What tells a text from every other. Not for card data, which could be found by trying. */
export function digest(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

// A gateway decides how long its ids are, and DynamoDB bounds the length of a key.
const longestText = 200;

/** Where payment events are kept. Reads by key see every write that was answered before. */
export interface EventStore {
  /**
   * Writes a payment event once, waiting to be sent; one of no consequence waits for nothing. A payment event that is known and has
   * waited for some time is brought to the sender again, and an unsigned notification is each time.
   */
  readonly record: (inbound: InboundEvent, receivedAt: Date) => Promise<'recorded' | 'known'>;
  readonly load: (key: string) => Promise<RecordedEvent | undefined>;
  /** Takes a payment event off the waiting ones, unless it was given again since. */
  readonly markSent: (key: string, generation: number) => Promise<'marked' | 'given again'>;
  /** Payment events that wait and were received before a time, the oldest first, of a bounded number. */
  readonly pendingSince: (before: Date) => Promise<readonly EventMessage[]>;
  /** Writes down what came of a payment event, and the order that it was about. */
  readonly settle: (key: string, outcome: EventOutcome, orderReference?: string) => Promise<void>;
}

/**
 * The gateway's name for the payment of an event. Where the card guard took it for a card's number, what is left of it
 * may be left of another payment's name too, so that it names nothing.
 */
export function paymentName({ paymentId }: PaymentEvent): string | undefined {
  return paymentId !== undefined && !/[*[]/.test(paymentId) ? paymentId : undefined;
}
