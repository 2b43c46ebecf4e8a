import { entryOf, textAt } from '../json.ts';
import type { PaymentEvent, UnverifiedNotification } from '../payment-event.ts';
import { disputeEvents, saleEvents } from './disputes.ts';
import { linkUp } from './events.ts';
import { authorizationEvents, captureEvents, orderEvents, refundEvents } from './payments.ts';

/** A thing of PayPal's that events are about, and that tells what happened when it is asked for. */
export interface PayPalResource {
  /** The types of event that point to it. */
  readonly topic: RegExp;
  /** The members of the event's resource, one after the other, that may hold its id. */
  readonly idNames: readonly string[];
  readonly path: string;
  readonly read: (notification: UnverifiedNotification, object: unknown) => readonly PaymentEvent[];
}

/** The resources that say something about a payment, by the name that an unverified notification carries. */
export const resources: Readonly<Record<string, PayPalResource>> = {
  order: {
    topic: /^CHECKOUT\.(?:ORDER\.(?:APPROVED|COMPLETED|DECLINED|VOIDED)|PAYMENT-APPROVAL\.REVERSED)$/,
    idNames: ['order_id', 'id'],
    path: 'v2/checkout/orders',
    read: orderEvents,
  },
  authorization: {
    topic: /^PAYMENT\.AUTHORIZATION\.(?:CREATED|VOIDED)$/,
    idNames: ['id'],
    path: 'v2/payments/authorizations',
    read: authorizationEvents,
  },
  refund: {
    topic: /^PAYMENT\.(?:CAPTURE\.(?:REFUNDED|REVERSED)|REFUND\.FAILED)$/,
    idNames: ['id'],
    path: 'v2/payments/refunds',
    read: refundEvents,
  },
  capture: {
    topic: /^PAYMENT\.CAPTURE\.(?:COMPLETED|DENIED|DECLINED|PENDING)$/,
    idNames: ['id'],
    path: 'v2/payments/captures',
    read: captureEvents,
  },
  dispute: {
    topic: /^(?:CUSTOMER\.DISPUTE\.(?:CREATED|UPDATED|RESOLVED)|RISK\.DISPUTE\.CREATED)$/,
    idNames: ['dispute_id'],
    path: 'v1/customer/disputes',
    read: disputeEvents,
  },
  sale: {
    topic: /^PAYMENT\.SALE\.(?:COMPLETED|DENIED)$/,
    idNames: ['id'],
    path: 'v1/payments/sale',
    read: saleEvents,
  },
  saleRefund: {
    topic: /^PAYMENT\.SALE\.(?:REFUNDED|REVERSED)$/,
    idNames: ['id'],
    path: 'v1/payments/refund',
    read: saleEvents,
  },
};

/** What an event points to; nothing for one that is about something else. */
export function resourceOf(
  type: string,
  object: unknown,
): Pick<UnverifiedNotification, 'resource' | 'id' | 'parentId'> | undefined {
  const [name, resource] = Object.entries(resources).find(([, { topic }]) => topic.test(type)) ?? [];
  const [id] = resource?.idNames.flatMap((idName) => textAt(object, idName) ?? []) ?? [];
  const parentId = name === 'refund' ? linkUp(object) : undefined;
  return name && id ? { resource: name, id, ...(parentId !== undefined && { parentId }) } : undefined;
}

/** What a resource says, as the gateway answered it; nothing if it cannot be read. */
export function resourceEvents(
  notification: UnverifiedNotification,
  object: unknown,
): readonly PaymentEvent[] {
  return entryOf(resources, notification.resource)?.read(notification, object) ?? [];
}
