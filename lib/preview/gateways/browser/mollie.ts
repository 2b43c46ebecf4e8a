import type { MollieScript } from '../../../../client/gateways/mollie.ts';
import { type CardFrame, cardFrame } from './card-frame.ts';

/** Mollie Components, as far as the client uses them: the number's frame has all four fields here. */
const script: MollieScript = () => {
  let card: Promise<CardFrame> | undefined;
  return {
    createComponent: (name) => ({
      mount: (place) => {
        const element = document.querySelector(place);
        if (name !== 'cardNumber' || !element) return;
        card = cardFrame(element, { origin: 'https://js.mollie.com', elsewhere: true });
      },
      unmount: () => undefined,
    }),
    createToken: async () => {
      const { result, token } = (await (await card)?.pay()) ?? {};
      if (result === 'invalid') return { error: { field: 'cardNumber' } };
      return { token: result === 'challenge' ? 'tok-challenge' : (token ?? '') };
    },
  };
};

Object.assign(globalThis, { Mollie: script });
