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
  nameFrames(stage.texts.frame.replace('{gateway}', stage.title));
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

let naming: MutationObserver | undefined;

/** Some gateways give their frames no title; those that come from now on get one, which screen readers announce. */
function nameFrames(name: string): void {
  naming?.disconnect();
  naming = new MutationObserver((changes) => {
    for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
      if (node instanceof Element) nameFramesIn(node, name);
    }
  });
  naming.observe(document.body, { childList: true, subtree: true });
}

function nameFramesIn(element: Element, name: string): void {
  const frames = element.matches('iframe') ? [element] : [...element.querySelectorAll('iframe')];
  for (const frame of frames) if (!frame.getAttribute('title')) frame.setAttribute('title', name);
}
