import { adyenCallback } from './adyen/callback.ts';
import { authorizenetCallback } from './authorizenet/callback.ts';
import { braintreeCallback } from './braintree/callback.ts';
import { checkoutcomCallback } from './checkoutcom/callback.ts';
import type { CallbackAdapter } from './gateway.ts';
import { mercadopagoCallback } from './mercadopago/callback.ts';
import { mollieCallback } from './mollie/callback.ts';
import { paypalCallback } from './paypal/callback.ts';
import { paystackCallback } from './paystack/callback.ts';
import { razorpayCallback } from './razorpay/callback.ts';
import { squareCallback } from './square/callback.ts';
import { stripeCallback } from './stripe/callback.ts';

/** The part of every gateway that the function for callbacks needs, in the order of the gateway registry. */
const callbackAdapters: readonly CallbackAdapter[] = [
  stripeCallback,
  squareCallback,
  paypalCallback,
  adyenCallback,
  braintreeCallback,
  mollieCallback,
  razorpayCallback,
  checkoutcomCallback,
  authorizenetCallback,
  mercadopagoCallback,
  paystackCallback,
];

/** The part of the gateway with this key in the gateway registry. */
export function callbackAdapterOf(name: string): CallbackAdapter {
  const found = callbackAdapters.find((adapter) => adapter.name === name);
  if (!found) throw new Error(`the kit has no gateway '${name}'`);
  return found;
}
