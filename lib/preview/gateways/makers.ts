import { adyen } from './adyen.ts';
import { authorizenet } from './authorizenet.ts';
import { braintree } from './braintree.ts';
import { checkoutcom } from './checkoutcom.ts';
import type { FakeGatewayMaker } from './fake-gateway.ts';
import { mercadopago } from './mercadopago.ts';
import { mollie } from './mollie.ts';
import { paypal } from './paypal/paypal.ts';
import { paystack } from './paystack.ts';
import { razorpay } from './razorpay.ts';
import { square } from './square.ts';
import { stripe } from './stripe/stripe.ts';

/** By the gateway's key in the gateway registry. */
const makers: Readonly<Record<string, FakeGatewayMaker>> = {
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
};

/** What makes a gateway's fake. */
export function makerOf(name: string): FakeGatewayMaker {
  const maker = makers[name];
  if (!maker) throw new Error(`there is no fake of ${name}`);
  return maker;
}
