import type { MercadopagoScript } from '../../../../client/gateways/mercadopago.ts';
import { type CardFrame, cardFrame } from './card-frame.ts';

/** MercadoPago.js, as far as the client uses it: the number's frame has all three fields here. */
const script: MercadopagoScript = class {
  private card: Promise<CardFrame> | undefined;
  private changed: (change: { readonly bin?: string }) => void = () => undefined;

  readonly fields = {
    create: (name: string) => {
      const field = {
        mount: (id: string) => {
          const place = document.getElementById(id);
          if (name !== 'cardNumber' || !place) return field;
          this.card = cardFrame(place, { origin: 'https://www.mercadopago.com', elsewhere: true });
          this.card.then(({ heard }) =>
            heard(({ result }) => {
              if (result === 'typed') this.changed({ bin: '42424242' });
            }),
          );
          return field;
        },
        unmount: () => undefined,
        on: (_event: 'binChange', listen: (change: { readonly bin?: string }) => void) => {
          if (name === 'cardNumber') this.changed = listen;
        },
      };
      return field;
    },
    createCardToken: async () => {
      const { result, token } = (await (await this.card)?.pay()) ?? {};
      if (result === 'invalid') throw [{ field: 'cardNumber', message: 'cardNumber should be a number.' }];
      return { id: result === 'challenge' ? 'tok-challenge' : (token ?? '') };
    },
  };

  async getPaymentMethods() {
    return { results: [{ id: 'visa', issuer: { id: 25 } }] };
  }
};

Object.assign(globalThis, { MercadoPago: script });
