import type { PaymentEvent } from '../gateways/payment-event.ts';
import { affectsOrder, type KeyedEvent } from '../shared/orders/apply-event.ts';
import { paymentName } from '../shared/orders/inbound-event.ts';
import { orderReferenceForm } from '../shared/orders/order.ts';
import type { PaymentIndex, StoredOrder } from '../shared/orders/order-store.ts';
import { type AdvanceDependencies, createAdvanceOrder } from './advance-order.ts';
import { RetryableError } from './retryable-error.ts';

/** What an event was to the shop's orders. `ignored`: it changed nothing. */
export interface Applied {
  readonly outcome: 'applied' | 'ignored' | 'without order';
  readonly orderReference?: string;
}

/** Applies an event to the order that it is about. Throws where a later try may do what this one could not. */
export type ApplyToOrder = (event: KeyedEvent, receivedAt: Date) => Promise<Applied>;

export interface ApplyDependencies extends AdvanceDependencies {
  readonly payments: PaymentIndex;
  readonly now: () => Date;
}

/** Makes an `ApplyToOrder` out of the stores and the shop's policy. */
export function createApplyToOrder(dependencies: ApplyDependencies): ApplyToOrder {
  const { payments, now, log } = dependencies;
  const advance = createAdvanceOrder(dependencies);

  return async (keyed, receivedAt) => {
    const { gateway, event } = keyed;
    const found = await orderOf(dependencies, keyed);
    if (!found) return withoutOrder(event, receivedAt);
    const orderReference = found.order.reference;
    const payment = paymentName(event);
    if (movesMoney(event) && payment !== undefined) await payments.note(gateway, payment, orderReference);
    return { outcome: await advance(found, keyed), orderReference };
  };

  function withoutOrder(event: PaymentEvent, receivedAt: Date): Applied {
    if (!affectsOrder(event) || isOfOthers(event)) return { outcome: 'ignored' };
    const ageSeconds = (now().getTime() - receivedAt.getTime()) / 1000;
    // A gateway can be faster than the shop, and tell of a payment before it tells whose order it is.
    if (mayStillBeNoted(event) && ageSeconds < patienceSeconds) throw new RetryableError('OrderUnknown');
    if (!movesMoney(event)) return { outcome: 'ignored' };
    // By then it is about the payment of somebody else, unless it bears a reference of the shop's form.
    if (isOfForm(event.orderReference)) log.count('PaymentWithoutOrder');
    return { outcome: 'without order' };
  }
}

function mayStillBeNoted(event: PaymentEvent): boolean {
  return event.byPayment === true && paymentName(event) !== undefined;
}

// Before the queue gives up, which is after 54 minutes: what is about somebody else's payment is nobody's fault, and no dead letter.
const patienceSeconds = 45 * 60;

// A till or a subscription can share the account with the shop. Its payments do not bear a reference of the shop's form; what is told
// by the payment alone may be about one of the shop's all the same.
function isOfOthers({ orderReference, byPayment }: PaymentEvent): boolean {
  return byPayment !== true && !isOfForm(orderReference);
}

function isOfForm(reference: string | undefined): boolean {
  return reference !== undefined && orderReferenceForm.test(reference);
}

async function orderOf(
  { orders, payments }: Pick<ApplyDependencies, 'orders' | 'payments'>,
  { gateway, event }: KeyedEvent,
): Promise<StoredOrder | undefined> {
  const { orderReference } = event;
  const named = orderReference === undefined ? undefined : await orders.find(orderReference);
  const payment = paymentName(event);
  if (named || payment === undefined) return named;
  const noted = await payments.orderOf(gateway, payment);
  return noted === undefined ? undefined : orders.find(noted);
}

// A refused payment moves nothing, and nothing comes after it.
function movesMoney(event: PaymentEvent): boolean {
  return affectsOrder(event) && event.class !== 'informational';
}
