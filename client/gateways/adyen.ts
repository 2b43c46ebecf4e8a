import adyenWeb from '../adyen-web.json' with { type: 'json' };
import { CheckoutError } from '../checkout-error.ts';
import { type Resume, rememberReturn } from '../store.ts';
import type { PageScript } from '../wire.ts';
import { type Mount, type Mounted, type Result, text } from './mounted.ts';

/** What this client uses of Adyen Web, which lies beside this client's own file. */
export interface AdyenScript {
  readonly AdyenCheckout: (options: AdyenOptions) => Promise<AdyenApi>;
  readonly Card: new (checkout: never, options: object) => AdyenCard;
}

interface AdyenApi {
  submitDetails(details: { readonly details: { readonly redirectResult: string } }): void;
}

interface AdyenCard {
  readonly isValid: boolean;
  mount(place: HTMLElement): unknown;
  unmount(): unknown;
  submit(): void;
  showValidation(): unknown;
}

interface AdyenOptions {
  readonly clientKey: string;
  readonly environment: never;
  readonly session: { readonly id: string; readonly sessionData?: string };
  readonly countryCode: string;
  readonly locale: string;
  readonly onPaymentCompleted: (result: { readonly resultCode: string }) => void;
  readonly onPaymentFailed: (result?: { readonly resultCode?: string }) => void;
  readonly onError: (error: { readonly name: string }) => void;
}

/** Adyen Web as the kit ships it beside this client, with the hash of its bytes. */
export const adyenScripts: readonly PageScript[] = [
  { url: new URL('palisade-adyen.js', import.meta.url).href, integrity: adyenWeb.integrity },
];

/** Mounts Adyen's card. */
export const adyen: Mount = async ({ page, container, shopper, locale }): Promise<Mounted> => {
  let tell: (result: Result) => void = () => undefined;
  const { data, gateway, returnUrl } = page;
  const api = await checkout({ data, gateway, returnUrl }, text(page, 'sessionData'), {
    locale,
    countryCode: shopper.country,
    tell: (result) => tell(result),
  });
  rememberReturn({
    gateway,
    returnUrl,
    data: { ...data, sessionData: undefined, countryCode: shopper.country },
  });
  const card = new (script().Card)(api as never, {});
  card.mount(container);
  return {
    pay: () =>
      new Promise((resolve) => {
        tell = resolve;
        if (card.isValid) card.submit();
        else {
          card.showValidation();
          resolve('fields');
        }
      }),
    unmount: () => card.unmount(),
  };
};

/** Finishes a payment with what the shopper's bank has sent back: without this nothing is paid. */
export async function finishAdyen(resume: Resume, redirectResult: string, locale: string): Promise<Result> {
  return new Promise((tell, reject) => {
    const countryCode = String(resume.data['countryCode'] ?? '');
    checkout(resume, undefined, { locale, countryCode, tell })
      .then((api) => api.submitDetails({ details: { redirectResult } }))
      .catch(() => reject(new CheckoutError('unavailable')));
  });
}

function script(): AdyenScript {
  return (globalThis as unknown as { PalisadeAdyen: AdyenScript }).PalisadeAdyen;
}

interface Told {
  readonly locale: string;
  readonly countryCode: string;
  readonly tell: (result: Result) => void;
}

function checkout({ data }: Resume, sessionData: string | undefined, { locale, countryCode, tell }: Told) {
  return script().AdyenCheckout({
    clientKey: String(data['clientKey']),
    environment: data['environment'] as never,
    session: { id: String(data['sessionId']), ...(sessionData && { sessionData }) },
    countryCode,
    locale,
    onPaymentCompleted: () => tell('finished'),
    onPaymentFailed: (result) => tell(result?.resultCode === 'Cancelled' ? 'cancelled' : 'declined'),
    onError: ({ name }) =>
      tell(name === 'CANCEL' ? 'cancelled' : name === 'NETWORK_ERROR' ? 'offline' : 'unavailable'),
  });
}
