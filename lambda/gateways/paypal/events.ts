import table from '../event-kinds/paypal.json' with { type: 'json' };
import { classesOf, eventOfKind } from '../event-kinds.ts';
import { at, textAt } from '../json.ts';
import { fromDecimal } from '../money.ts';
import type { PaymentEvent, UnverifiedNotification } from '../payment-event.ts';

const classOf = classesOf(table);

/** An event of a kind that names neither an order nor a payment. */
export function otherEvent(id: string, type: string): PaymentEvent {
  return eventOfKind(classOf, { id, type }, { byPayment: true });
}

/** An event of a notification: the kind decides the class, and may be another than the one that was told. */
export function eventOf(
  { type }: UnverifiedNotification,
  { kind = type, kindCase, id }: { readonly kind?: string; readonly kindCase?: string; readonly id: string },
  content: Omit<PaymentEvent, 'id' | 'type' | 'class'>,
): PaymentEvent {
  return { ...eventOfKind(classOf, { id: `${type}:${id}`, type: kind, kindCase }, content), type };
}

/** The amount in a member like `{ "value": "42.50", "currency_code": "EUR" }`. */
export function moneyIn(value: unknown): Pick<PaymentEvent, 'amountMinor' | 'currency'> {
  const currency = textAt(value, 'currency_code');
  const amountMinor = fromDecimal(textAt(value, 'value'), currency);
  return amountMinor === undefined ? {} : { amountMinor, currency };
}

/** A list in a member; an empty one where there is none. */
export function listAt(value: unknown, name: string): readonly unknown[] {
  const list = at(value, name);
  return Array.isArray(list) ? list : [];
}

/** The capture that a refund belongs to. */
export function linkUp(refund: unknown): string | undefined {
  const up = listAt(refund, 'links').find((link) => textAt(link, 'rel') === 'up');
  return textAt(up, 'href')?.split('/').at(-1);
}
