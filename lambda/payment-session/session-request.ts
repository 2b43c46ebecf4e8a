import type { SessionRequest } from '../gateways/session-request.ts';
import type { Order } from '../shared/orders/order.ts';
import type { CheckoutRequest } from './checkout-request.ts';

/** What a gateway is told of an order: nothing that it does not need, and no address but the shop's own. */
export function sessionRequestOf(
  order: Order,
  { gateway, card }: CheckoutRequest,
  shopUrl: string,
): SessionRequest {
  const { reference, attempt, amountMinor, currency, shopper } = order;
  const { email, ...address } = shopper;
  return {
    orderReference: reference,
    attempt: attempt.number,
    amountMinor,
    currency,
    description: `Order ${reference} at ${new URL(shopUrl).host}`,
    country: shopper.country,
    address,
    email,
    returnUrl: doneUrl(shopUrl),
    cancelUrl: `${shopUrl}/checkout/`,
    callbackUrl: `${shopUrl}/callbacks/${gateway}`,
    ...(card && { card: { token: card.token, ...(card.brand && { brand: card.brand }) } }),
  };
}

/** Where a shopper lands who has paid. */
export function doneUrl(shopUrl: string): string {
  return `${shopUrl}/checkout/done/`;
}
