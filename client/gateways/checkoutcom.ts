import type { ErrorKind } from '../checkout-error.ts';
import { type Mount, type Mounted, type Result, text } from './mounted.ts';

/** What this client uses of Checkout.com Flow. */
export type CheckoutcomScript = (options: {
  readonly paymentSession: never;
  readonly publicKey: string;
  readonly environment: 'production' | 'sandbox';
  readonly locale: string;
  readonly onPaymentCompleted: () => void;
  readonly onError: (component: unknown, error: { readonly code?: string }) => void;
}) => Components | Promise<Components>;

interface Components {
  create(name: 'flow', options: { readonly showPayButton: boolean }): Flow;
}

interface Flow {
  mount(place: HTMLElement): unknown;
  unmount(): unknown;
  isValid(): boolean;
  submit(): void;
}

/** Mounts Checkout.com's Flow, which does 3-D Secure itself. */
export const checkoutcom: Mount = async ({ page, container, locale }): Promise<Mounted> => {
  const { CheckoutWebComponents } = globalThis as unknown as { CheckoutWebComponents: CheckoutcomScript };
  let tell: (result: Result) => void = () => undefined;
  const components = await CheckoutWebComponents({
    paymentSession: page.data['paymentSession'] as never,
    publicKey: text(page, 'publicKey'),
    environment: page.mode === 'live' ? 'production' : 'sandbox',
    locale,
    onPaymentCompleted: () => tell('finished'),
    onError: (_, { code = '' }) => tell(kinds[code] ?? 'unavailable'),
  });
  const flow = components.create('flow', { showPayButton: false });
  flow.mount(container);
  return {
    pay: () =>
      new Promise((resolve) => {
        tell = resolve;
        if (flow.isValid()) flow.submit();
        else resolve('fields');
      }),
    unmount: () => flow.unmount(),
  };
};

/** By the codes in the gateway's own types. */
const kinds: Readonly<Record<string, ErrorKind>> = {
  component_invalid: 'fields',
  payment_request_declined: 'declined',
  payment_method_attempt_failed: 'declined',
  payment_request_aborted: 'cancelled',
};
