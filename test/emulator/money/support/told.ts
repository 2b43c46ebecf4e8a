import { price } from './functions.ts';

let events = 0;
const number = () => {
  events += 1;
  return events;
};

/** Stripe's event of a kind about an object. */
export function stripeEvent(type: string, object: object): object {
  const id = number();
  return {
    id: `evt_${id}`,
    type,
    created: 1767225600 + id,
    livemode: true,
    data: { object: { currency: 'eur', ...object } },
  };
}

/** Stripe's payment of an order. */
export function stripeIntent(reference: string, more: object = {}): object {
  return {
    id: `pi_${reference}`,
    amount: price,
    amount_received: price,
    metadata: { order_reference: reference },
    ...more,
  };
}

/** Adyen's delivery with items. */
export function adyenItems(...items: readonly object[]): object {
  const item = (more: object) => ({
    NotificationRequestItem: {
      amount: { value: price, currency: 'EUR' },
      merchantAccountCode: 'merchantAccount_a',
      success: 'true',
      ...more,
    },
  });
  return { live: 'true', notificationItems: items.map(item) };
}

/** Adyen's delivery about the payment of an order. */
export function adyenItem(reference: string, eventCode: string, more: object = {}): object {
  const isPayment = eventCode === 'AUTHORISATION';
  return adyenItems({
    eventCode,
    merchantReference: reference,
    pspReference: isPayment ? `P${reference}` : `${eventCode}${reference}`,
    ...(!isPayment && { originalReference: `P${reference}` }),
    ...more,
  });
}

/** Checkout.com's event. */
export function checkoutEvent(type: string, data: object): object {
  return {
    id: `evt_${number()}`,
    type,
    created_on: '2026-01-01T00:00:00Z',
    data: { amount: price, currency: 'EUR', ...data },
  };
}

/** Square's event. */
export function squareEvent(type: string, object: object): object {
  const created_at = new Date(Date.UTC(2026, 0, 1, 0, number())).toISOString();
  return { event_id: `event-${number()}`, type, created_at, data: { object } };
}

/** An amount as Square writes it. */
export const squareMoney = (amount = price) => ({ amount, currency: 'EUR' });

/** Authorize.Net's event about a transaction. */
export function authorizeEvent(name: string, payload: object): object {
  const eventType = `net.authorize.payment.${name}`;
  return {
    notificationId: `n-${number()}`,
    eventType,
    eventDate: '2026-01-01T00:00:00Z',
    payload: { responseCode: 1, authAmount: 42.5, ...payload },
  };
}

/** Braintree's notification. */
export function braintreeXml(kind: string, subject: string): string {
  const time = new Date(Date.UTC(2026, 0, 1, 0, number())).toISOString();
  return `<notification><timestamp type="datetime">${time}</timestamp><kind>${kind}</kind><subject>${subject}</subject></notification>`;
}

/** Braintree's transaction of an order. */
export function braintreeSale(reference: string, status: string, more = ''): string {
  return `<transaction><id>bt${reference}</id><status>${status}</status><type>sale</type><currency-iso-code>EUR</currency-iso-code><amount>42.50</amount><order-id>${reference}</order-id>${more}</transaction>`;
}

/** Razorpay's event with entities. */
export function razorpayEvent(event: string, entities: Readonly<Record<string, object>>): object {
  const payload = Object.fromEntries(Object.entries(entities).map(([name, entity]) => [name, { entity }]));
  return { event, created_at: 1767225600 + number(), payload };
}

/** Paystack's event. */
export function paystackEvent(event: string, data: object): object {
  return { event, data: { id: number(), domain: 'live', currency: 'EUR', ...data } };
}

/** The body of Mercado Pago's webhook about what the test's signature names. */
export const mercadoBody = (type = 'payment') => ({ type, data: { id: '123' }, live_mode: true });

/** Mercado Pago's payment of an order. */
export function mercadoPayment(reference: string, status: string, more: object = {}): object {
  return {
    id: 123,
    status,
    external_reference: reference,
    transaction_amount: 42.5,
    transaction_amount_refunded: 0,
    currency_id: 'EUR',
    live_mode: true,
    ...more,
  };
}

/** Mollie's payment of an order. */
export function molliePayment(id: string, reference: string, status: string, more: object = {}): object {
  const amount = { value: '42.50', currency: 'EUR' };
  return {
    resource: 'payment',
    id,
    mode: 'live',
    status,
    amount,
    metadata: { order_reference: reference },
    ...more,
  };
}
