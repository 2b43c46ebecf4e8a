import type { CardToken, SessionRequest } from '../gateways/session-request.ts';
import type { Order } from '../shared/orders/order.ts';
import type { Words } from '../shared/texts/texts.ts';
import { addressOf, type CheckoutRequest } from './checkout-request.ts';
import { endOf } from './place-order.ts';

type Card = NonNullable<CheckoutRequest['card']>;

/** Addresses of the shop that shoppers and gateways are led to. */
export interface ShopAddresses {
  /** Origin of the shop. */
  readonly shopUrl: string;
  /** Where shoppers see what they have chosen, and change it. */
  readonly cartUrl: string;
  /** Where shoppers confirm an order. */
  readonly checkoutUrl: string;
  /** Where a shopper lands who has paid. */
  readonly returnUrl: string;
}

/** What a gateway is told of an order: nothing that it does not need, and no address but the shop's own. */
export function sessionRequestOf(
  order: Order,
  { gateway, card, ...shopper }: CheckoutRequest,
  { shopUrl, checkoutUrl, returnUrl, words }: Omit<ShopAddresses, 'cartUrl'> & { readonly words: Words },
): SessionRequest {
  const { reference, number, attempt, amountMinor, currency } = order;
  const { country, email, locale } = shopper;
  return {
    orderReference: reference,
    attempt: attempt.number,
    amountMinor,
    currency,
    description: words.say('order.description', { number, shop: new URL(shopUrl).host }),
    country,
    address: addressOf(shopper),
    email,
    ...(locale && { locale }),
    returnUrl,
    cancelUrl: checkoutUrl,
    expiresAt: endOf(attempt.startedAt),
    callbackUrl: `${shopUrl}/callbacks/${gateway}`,
    ...(card && { card: cardOf(card) }),
  };
}

// A member that is absent is not written as nothing.
function cardOf({ token, brand, issuer, device, document }: Card): CardToken {
  return {
    token,
    ...(brand && { brand }),
    ...(issuer && { issuer }),
    ...(device && { device }),
    ...(document && { document }),
  };
}
