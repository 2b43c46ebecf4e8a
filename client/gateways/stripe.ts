import type { ErrorKind } from '../checkout-error.ts';
import { type Mount, type Result, type Stage, text } from './mounted.ts';

/** What this client uses of Stripe.js. */
export type StripeScript = (key: string, options: { readonly locale: never }) => StripeApi;

interface StripeApi {
  elements(options: { readonly clientSecret: string; readonly locale: never }): StripeElements;
  confirmPayment(options: {
    readonly elements: never;
    readonly confirmParams: {
      readonly return_url: string;
      readonly payment_method_data: { readonly billing_details: object };
    };
  }): Promise<{ readonly error?: StripeError; readonly paymentIntent?: unknown }>;
  createEmbeddedCheckoutPage(options: {
    readonly fetchClientSecret: () => Promise<string>;
    readonly onComplete: () => void;
  }): Promise<{ mount(place: HTMLElement): void; destroy(): void }>;
}

interface StripeElements {
  create(type: 'payment', options: object): { mount(place: HTMLElement): void; destroy(): void };
}

interface StripeError {
  readonly type?: string;
  readonly code?: string;
  readonly payment_intent?: { readonly status?: string };
}

const api = ({ page, locale }: Stage) =>
  (globalThis as unknown as { Stripe: StripeScript }).Stripe(text(page, 'publishableKey'), {
    locale: locale.split('-')[0] as never,
  });

/** Mounts Stripe's Payment Element, or its embedded Checkout. */
export const stripe: Mount = async (stage) => {
  return stage.page.integration === 'iframe' ? embedded(stage) : fields(stage);
};

async function fields(stage: Stage) {
  const { page, container, shopper, locale } = stage;
  const stripeApi = api(stage);
  const elements = stripeApi.elements({
    clientSecret: text(page, 'clientSecret'),
    locale: locale.split('-')[0] as never,
  });
  // The shop has asked for these before, and gives them with the payment.
  const asked = { name: 'never', email: 'never', address: 'never' };
  const element = elements.create('payment', { fields: { billingDetails: asked } });
  element.mount(container);
  return {
    pay: async (): Promise<Result> => {
      const { error } = await stripeApi.confirmPayment({
        elements: elements as never,
        confirmParams: {
          return_url: page.returnUrl,
          payment_method_data: { billing_details: billing(shopper) },
        },
      });
      return error ? kindOf(error) : 'finished';
    },
    unmount: () => element.destroy(),
  };
}

function billing({
  name,
  email,
  line1,
  line2 = '',
  postalCode,
  city,
  region = '',
  country,
}: Stage['shopper']) {
  const address = { line1, line2, postal_code: postalCode, city, state: region, country };
  return { name, email, address };
}

function kindOf({ type, code, payment_intent: intent }: StripeError): Result {
  if (intent?.status === 'succeeded' || intent?.status === 'processing') return 'finished';
  if (code === 'payment_intent_authentication_failure') return 'declined';
  return kinds[type ?? ''] ?? 'unavailable';
}

const kinds: Readonly<Record<string, ErrorKind>> = {
  validation_error: 'fields',
  card_error: 'declined',
  api_connection_error: 'offline',
};

async function embedded(stage: Stage) {
  let complete: (result: Result) => void;
  const result = new Promise<Result>((resolve) => {
    complete = resolve;
  });
  const checkout = await api(stage).createEmbeddedCheckoutPage({
    fetchClientSecret: async () => text(stage.page, 'clientSecret'),
    onComplete: () => complete('finished'),
  });
  checkout.mount(stage.container);
  return { result, unmount: () => checkout.destroy() };
}
