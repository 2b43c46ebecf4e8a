import type { StripeScript } from '../../../../client/gateways/stripe.ts';
import { type CardFrame, cardFrame } from './card-frame.ts';

const origin = 'https://js.stripe.com';

/** Stripe.js, as far as the client uses it; the bank's page is one of Stripe's own. */
const script: StripeScript = () => {
  let card: Promise<CardFrame>;
  let of = '';
  return {
    elements: ({ clientSecret }) => {
      of = clientSecret;
      return {
        create: () => ({
          mount: (place) => {
            card = cardFrame(place, { origin, of, charges: true, elsewhere: true });
          },
          destroy: () => void card?.then(({ element }) => element.remove()),
        }),
      };
    },
    confirmPayment: async ({ confirmParams }) => {
      const { result } = await (await card).pay();
      const error = errors[result];
      if (error) return { error };
      const back = { to: confirmParams.return_url, of };
      const bank = `https://hooks.stripe.com/fake/bank?${new URLSearchParams(back)}`;
      location.assign(result === 'challenge' ? bank : `${back.to}?redirect_status=succeeded`);
      return new Promise<never>(() => undefined);
    },
    createEmbeddedCheckoutPage: async ({ fetchClientSecret, onComplete }) => {
      of = await fetchClientSecret();
      return {
        mount: (place) => {
          card = cardFrame(place, { origin, of, charges: true, button: true });
          card.then(({ heard }) => heard(({ result }) => result === 'paid' && onComplete()));
        },
        destroy: () => void card?.then(({ element }) => element.remove()),
      };
    },
  };
};

const errors: Readonly<Record<string, { readonly type: string; readonly code?: string }>> = {
  invalid: { type: 'validation_error' },
  declined: { type: 'card_error', code: 'card_declined' },
};

Object.assign(globalThis, { Stripe: script });
