import { CheckoutError } from './checkout-error.ts';
import type { PageScript } from './wire.ts';

/** The origins of which scripts are loaded, besides the page's own. The gateway registry's addresses are all of these. */
export const scriptOrigins = [
  'https://js.stripe.com',
  'https://web.squarecdn.com',
  'https://sandbox.web.squarecdn.com',
  'https://js.braintreegateway.com',
  'https://js.mollie.com',
  'https://checkout.razorpay.com',
  'https://checkout-web-components.checkout.com',
  'https://js.authorize.net',
  'https://jstest.authorize.net',
  'https://sdk.mercadopago.com',
  'https://js.paystack.co',
];

/** How long a script may take, in milliseconds: a shopper does not wait longer for a form. */
const scriptMilliseconds = 20_000;

interface Policy {
  readonly createScriptURL: (url: string) => string;
}

declare const trustedTypes: { readonly createPolicy: (name: string, rules: Policy) => Policy } | undefined;

let policy: Policy | undefined;

/** Made at the first script: pages that load none need not allow the name. */
function trusted(url: string): string {
  const rules = { createScriptURL: checked };
  policy ??=
    typeof trustedTypes === 'undefined' ? rules : trustedTypes.createPolicy('palisade-checkout', rules);
  return policy.createScriptURL(url);
}

function checked(url: string): string {
  const { origin } = new URL(url, location.href);
  if (origin === location.origin || scriptOrigins.includes(origin)) return url;
  throw new CheckoutError('unavailable');
}

const loaded = new Map<string, Promise<void>>();

/** Loads scripts one after the other, each once. Throws `unavailable` where one does not come in time, and tries it anew the next time. */
export async function loadScripts(scripts: readonly PageScript[]): Promise<void> {
  for (const script of scripts) {
    const load = loaded.get(script.url) ?? inserted(script);
    loaded.set(script.url, load);
    try {
      await load;
    } catch (error) {
      loaded.delete(script.url);
      throw error;
    }
  }
}

function inserted({ url, integrity }: PageScript): Promise<void> {
  return new Promise((resolve, reject) => {
    const element = document.createElement('script');
    const fail = () => {
      element.remove();
      reject(new CheckoutError('unavailable'));
    };
    const timer = setTimeout(fail, scriptMilliseconds);
    element.onload = () => {
      clearTimeout(timer);
      resolve();
    };
    element.onerror = () => {
      clearTimeout(timer);
      fail();
    };
    if (integrity) {
      element.integrity = integrity;
      element.crossOrigin = 'anonymous';
    }
    element.src = trusted(url);
    document.head.append(element);
  });
}
