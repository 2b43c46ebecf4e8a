import { CheckoutError, type ErrorKind } from './checkout-error.ts';
import { createPayment } from './payment.ts';
import { readShopper } from './read-shopper.ts';
import { showSecureMessage } from './secure-message.ts';
import { paymentMethods, paymentState } from './shop.ts';
import { checkoutId, remembered } from './store.ts';
import { type Language, languageOf } from './texts/language.ts';
import { createView, type View } from './view.ts';
import type { Item, PaymentMethod } from './wire.ts';

/** What a page gives to its checkout. */
export interface CheckoutOptions extends Language {
  /** Has fields named name, email, line1, line2, postalCode, city, region and country, and a button of type submit. */
  readonly form: HTMLFormElement;
  /** An empty element inside of the form: the ways to pay, the gateway's form and all messages go there. */
  readonly payment: HTMLElement;
  /** What the cart holds now. Prices are the shop's own. */
  readonly items: () => readonly Item[];
  /** In which currency the shopper buys, and what the page shows them to pay: the shop stops where it comes to another sum. */
  readonly price?: () => { readonly currency?: string; readonly total?: number };
  /** Leaves the page. @default by `location.assign` */
  readonly leave?: (url: string) => void;
}

/** A checkout that is open on the page. */
interface Checkout {
  readonly options: CheckoutOptions;
  readonly view: View;
  readonly methods: () => readonly PaymentMethod[];
}

/**
 * Makes a form of the shop's into a checkout: offers the ways to pay, opens the chosen gateway's form in the page or leads to its page,
 * pays, and tells what a shopper can do where that fails. Card data goes from the gateway's own frames to the gateway.
 */
export async function openCheckout(options: CheckoutOptions): Promise<void> {
  const { form, payment: place, leave = (url: string) => location.assign(url) } = options;
  const { locale, texts } = languageOf(options);
  const view = createView(form, place, texts);
  let methods: readonly PaymentMethod[] = [];
  const checkout: Checkout = { options, view, methods: () => methods };
  const attempt = oneAtATime(view, (error) => fail(error));
  const payment = createPayment({ view, texts, locale, leave, attempt });

  const close = () => {
    payment.close();
    tellHowSecure(checkout);
  };

  const fail = (error: unknown) => {
    const told = error instanceof CheckoutError ? error : new CheckoutError('unavailable');
    if (begunAnew.includes(told.kind)) close();
    // The button stays away: whoever pays once more might pay twice.
    if (told.kind === 'uncertain') view.setButton(texts.next, true);
    view.showError(told);
  };

  const offer = async () => {
    methods = await paymentMethods();
    view.offerMethods(methods);
    tellHowSecure(checkout);
  };

  const begin = async () => {
    if (methods.length === 0) await offer();
    const method = chosen(checkout);
    if (!method) throw new CheckoutError('unavailable');
    const items = options.items();
    if (items.length === 0) throw new CheckoutError('cart');
    const shopper = readShopper(form);
    const choice = { items, ...options.price?.(), gateway: method.gateway, checkout: checkoutId(items) };
    const request = { ...shopper, ...choice, locale };
    await payment.start(request, method.title);
  };

  // What is open may have been opened for another address, or for another way to pay, even while a step was under way.
  let isStale = false;
  const renew = async () => {
    if (isStale) close();
    isStale = false;
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void attempt(async () => {
      await renew();
      if (!(await payment.goOn())) await begin();
    });
  });
  form.addEventListener('change', ({ target }) => {
    if (view.fields.contains(target as Node)) return;
    isStale = true;
    void attempt(renew);
  });
  // A page that the browser kept while the shopper was elsewhere shows a form that is over.
  window.addEventListener('pageshow', ({ persisted }) => {
    if (persisted) void attempt(async () => close());
  });

  view.setButton(texts.next);
  await attempt(async () => {
    await offer();
    const paidAt = await alreadyPaid(options.items());
    if (paidAt) leave(paidAt);
  });
}

/** After these the gateway's form is of no more use. */
const begunAnew: readonly ErrorKind[] = ['expired', 'unavailable', 'cart', 'uncertain'];

/** Runs one step at a time: a second click while one is under way does nothing. */
function oneAtATime(view: View, fail: (error: unknown) => void) {
  let isBusy = false;
  return async (step: () => Promise<unknown>): Promise<void> => {
    if (isBusy) return;
    isBusy = true;
    view.clearError();
    view.setBusy(true);
    try {
      await step();
      view.setBusy(false);
    } catch (error) {
      view.setBusy(false);
      fail(error);
    } finally {
      isBusy = false;
    }
  };
}

function chosen({ options, methods }: Checkout): PaymentMethod | undefined {
  const gateway = new FormData(options.form).get('gateway');
  const all = methods();
  return all.find((method) => method.gateway === gateway) ?? (gateway === null ? all[0] : undefined);
}

function tellHowSecure(checkout: Checkout): void {
  showSecureMessage(checkout.view.secure, chosen(checkout), checkout.options);
}

/** Where a shopper belongs who has come back to the form of an order that was paid; nothing otherwise. */
async function alreadyPaid(items: readonly Item[]): Promise<string | undefined> {
  const { id, resume } = remembered() ?? {};
  if (!id || !resume || items.length === 0 || checkoutId(items) !== id) return undefined;
  const state = (await paymentState(id)) ?? 'open';
  return ['paid', 'authorised', 'refunded'].includes(state) ? resume.returnUrl : undefined;
}
