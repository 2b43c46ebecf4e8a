import type { FakeGatewayMaker } from './fake-gateway.ts';
import { paypal } from './paypal/paypal.ts';
import { stripe } from './stripe/stripe.ts';

/** By the gateway's key in the gateway registry. */
const makers: Readonly<Record<string, FakeGatewayMaker>> = { stripe, paypal };

/** What makes a gateway's fake. */
export function makerOf(name: string): FakeGatewayMaker {
  const maker = makers[name];
  if (!maker) throw new Error(`there is no fake of ${name}`);
  return maker;
}
