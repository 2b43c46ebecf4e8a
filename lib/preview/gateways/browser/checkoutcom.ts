import type { CheckoutcomScript } from '../../../../client/gateways/checkoutcom.ts';
import { type CardFrame, cardFrame } from './card-frame.ts';

/** Checkout.com Flow, as far as the client uses it. */
const script: CheckoutcomScript = async ({ paymentSession, onPaymentCompleted, onError }) => ({
  create: () => {
    let card: Promise<CardFrame> | undefined;
    let isTyped = false;
    const flow = {
      mount: (place: HTMLElement) => {
        const { id: of } = paymentSession as { readonly id: string };
        card = cardFrame(place, { origin: 'https://frames.checkout.com', of, charges: true });
        card.then(({ heard }) =>
          heard(({ result }) => {
            isTyped ||= result === 'typed';
          }),
        );
      },
      unmount: () => card?.then(({ element }) => element.remove()),
      isValid: () => isTyped,
      submit: async () => {
        const { result } = (await (await card)?.pay()) ?? {};
        if (result === 'paid') onPaymentCompleted();
        else onError(flow, { code: 'payment_request_declined' });
      },
    };
    return flow;
  },
});

Object.assign(globalThis, { CheckoutWebComponents: script });
