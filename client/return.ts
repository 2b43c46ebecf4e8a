import { CheckoutError } from './checkout-error.ts';
import { adyenScripts, finishAdyen } from './gateways/adyen.ts';
import { loadScripts } from './load-script.ts';
import { paymentState } from './shop.ts';
import { forgetCheckout, remembered } from './store.ts';
import { type Language, languageOf } from './texts/language.ts';
import type { PaymentState } from './wire.ts';

/** What a page gives to which gateways send shoppers back. */
export interface ReturnOptions extends Language {
  /** Is told what became of the payment, in words. */
  readonly element?: HTMLElement;
  /** Empties the cart. Called only when the shop itself knows that the order is paid. */
  readonly emptyCart: () => void;
}

/** What became of a payment. `pending`: nobody knows yet, and the shopper must not pay again. */
export type ReturnResult = 'paid' | 'pending' | 'failed';

/**
 * Finishes what was begun on the checkout, and says what became of it: by the word of the shop, which the gateway told, and never by what
 * stands in the address. Only a failure is believed of the address, since it costs nobody money.
 */
export async function completeReturn(options: ReturnOptions): Promise<ReturnResult> {
  const { element, emptyCart } = options;
  const { locale, texts } = languageOf(options);
  element?.setAttribute('role', 'status');
  if (element) element.textContent = texts.busy;
  const result = await becameOf(new URLSearchParams(location.search), locale);
  if (result === 'paid') {
    emptyCart();
    forgetCheckout();
  }
  if (element) element.textContent = texts.done[result];
  return result;
}

async function becameOf(address: URLSearchParams, locale: string): Promise<ReturnResult> {
  const known = remembered();
  if (!known) return 'pending';
  const said = (await finish(address, locale)) ?? address.get('redirect_status');
  for (const pause of said === 'failed' ? [0] : pauses) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    const result = results[(await paymentState(known.id)) ?? 'open'];
    if (result && !isDoubtful(result, said)) return result;
  }
  return said === 'failed' ? 'failed' : 'pending';
}

/** Another card may have been taken since the one that failed, and the shop may not have heard of it yet. */
function isDoubtful(result: ReturnResult, said: string | null): boolean {
  return result === 'failed' && said === 'succeeded';
}

/** What a state says to a shopper; nothing where there is more to come. */
const results: Readonly<Partial<Record<PaymentState, ReturnResult>>> = {
  paid: 'paid',
  authorised: 'paid',
  refunded: 'paid',
  failed: 'failed',
  cancelled: 'failed',
};

/** Half a minute in all, in milliseconds: a callback usually comes within seconds. */
const pauses = [0, 1000, 1000, 2000, 2000, 3000, 3000, 5000, 5000, 8000];

/** Adyen's script has to finish what the shopper's bank began; nothing where it does not tell what came of it. */
async function finish(address: URLSearchParams, locale: string): Promise<'succeeded' | 'failed' | undefined> {
  const { resume } = remembered() ?? {};
  const redirectResult = address.get('redirectResult');
  if (resume?.gateway !== 'adyen' || !redirectResult) return undefined;
  try {
    await loadScripts(adyenScripts);
    return (await finishAdyen(resume, redirectResult, locale)) === 'finished' ? 'succeeded' : 'failed';
  } catch (error) {
    // Whether anything was paid is the shop's to say, which is asked next.
    if (error instanceof CheckoutError) return undefined;
    throw error;
  }
}
