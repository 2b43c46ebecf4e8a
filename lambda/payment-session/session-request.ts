import type { SessionRequest } from '../gateways/session-request.ts';
import type { Order } from '../shared/orders/order.ts';
import type { CheckoutRequest } from './checkout-request.ts';
import { endOf } from './place-order.ts';

/** What a gateway is told of an order: nothing that it does not need, and no address but the shop's own. */
export function sessionRequestOf(
  order: Order,
  { gateway, card, ...shopper }: CheckoutRequest,
  shopUrl: string,
): SessionRequest {
  const { reference, number, attempt, amountMinor, currency } = order;
  const { country, name, email, line1, line2, postalCode, city } = shopper;
  const address = { name, line1, ...(line2 && { line2 }), postalCode, city, country };
  return {
    orderReference: reference,
    attempt: attempt.number,
    amountMinor,
    currency,
    description: `Order ${number} at ${new URL(shopUrl).host}`,
    country,
    address,
    email,
    returnUrl: doneUrl(shopUrl),
    cancelUrl: `${shopUrl}/checkout/`,
    expiresAt: endOf(attempt.startedAt),
    callbackUrl: `${shopUrl}/callbacks/${gateway}`,
    ...(card && { card: { token: card.token, ...(card.brand && { brand: card.brand }) } }),
  };
}

/** Where a shopper lands who has paid. */
export function doneUrl(shopUrl: string): string {
  return `${shopUrl}/checkout/done/`;
}
