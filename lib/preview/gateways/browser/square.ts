import type { SquareScript } from '../../../../client/gateways/square.ts';
import { cardFrame } from './card-frame.ts';

// Its frames come from where it comes from, which differs between test and live.
const origin = new URL((document.currentScript as HTMLScriptElement).src).origin;

/** Square's SDK, as far as the client uses it; the issuer is asked inside of `tokenize`. */
const script: SquareScript = {
  payments: () => ({
    setLocale: async () => undefined,
    card: async () => {
      let card: ReturnType<typeof cardFrame>;
      return {
        attach: async (place) => {
          card = cardFrame(place, { origin });
          await card;
        },
        destroy: async () => {
          (await card).element.remove();
          return true;
        },
        tokenize: async () => {
          const { result, token } = await (await card).pay();
          return { status: statuses[result] ?? 'Error', ...(token && { token }) };
        },
      };
    },
  }),
};

const statuses: Readonly<Record<string, string>> = { paid: 'OK', invalid: 'Invalid', declined: 'Error' };

Object.assign(globalThis, { Square: script });
