import { CheckoutError } from '../checkout-error.ts';
import { loadScripts } from '../load-script.ts';
import { adyen, adyenScripts } from './adyen.ts';
import { authorizenet, prepareAccept } from './authorizenet.ts';
import { braintree } from './braintree.ts';
import { checkoutcom } from './checkoutcom.ts';
import { mercadopago } from './mercadopago.ts';
import { mollie } from './mollie.ts';
import type { Mount, Mounted, Stage } from './mounted.ts';
import { paystack } from './paystack.ts';
import { razorpay } from './razorpay.ts';
import { square } from './square.ts';
import { stripe } from './stripe.ts';

/** The gateways whose form this client puts into the page. */
export const mounts: Readonly<Record<string, Mount>> = {
  adyen,
  authorizenet,
  braintree,
  checkoutcom,
  mercadopago,
  mollie,
  paystack,
  razorpay,
  square,
  stripe,
};

/** Loads a gateway's scripts and mounts its form; nothing for a gateway that this client does not know. */
export async function mountGateway(stage: Stage): Promise<Mounted | undefined> {
  const { gateway, scripts } = stage.page;
  const mount = Object.hasOwn(mounts, gateway) ? mounts[gateway] : undefined;
  if (gateway === 'authorizenet') prepareAccept(stage);
  await loadScripts(gateway === 'adyen' && scripts.length === 0 ? adyenScripts : scripts);
  return mount && inTime(mount(stage));
}

/** How long a gateway may take to show its form, in milliseconds. */
const mountMilliseconds = 20_000;

/** Where a frame does not come, no event of it tells so. */
function inTime(mounted: Promise<Mounted>): Promise<Mounted> {
  const late = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new CheckoutError('unavailable')), mountMilliseconds),
  );
  return Promise.race([mounted, late]);
}
