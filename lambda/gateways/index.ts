import { adyen } from './adyen.ts';
import { authorizenet } from './authorizenet.ts';
import { braintree } from './braintree.ts';
import { checkoutcom } from './checkoutcom.ts';
import type { Gateway } from './gateway.ts';
import { mercadopago } from './mercadopago.ts';
import { mollie } from './mollie.ts';
import { paypal } from './paypal.ts';
import { paystack } from './paystack.ts';
import { razorpay } from './razorpay.ts';
import { square } from './square.ts';
import { stripe } from './stripe.ts';

/** Every gateway that a shop can use, in the order of the gateway registry. */
export const gateways: readonly Gateway[] = [
  stripe,
  square,
  paypal,
  adyen,
  braintree,
  mollie,
  razorpay,
  checkoutcom,
  authorizenet,
  mercadopago,
  paystack,
];

/** The gateway with this key in the gateway registry. */
export function gatewayOf(name: string): Gateway {
  const found = gateways.find((gateway) => gateway.name === name);
  if (!found) throw new Error(`the kit has no gateway '${name}'`);
  return found;
}
