import type { AdyenScript } from '../../../client/gateways/adyen.ts';
import { type CardFrame, cardFrame } from './card-frame.ts';

type Told = Parameters<AdyenScript['AdyenCheckout']>[0];

const origin = 'https://checkoutshopper-test.adyen.com';

/** Adyen Web, as far as the client uses it: its card leads to the bank's page, and the page after that finishes the payment. */
const script: AdyenScript = {
  AdyenCheckout: async (told) => {
    const setup = await fetch(`${origin}/fake/setup`);
    if (!setup.ok) throw new Error('the session was not set up');
    return {
      ...told,
      submitDetails: async ({ details }) => {
        const body = JSON.stringify({ charges: true, challenge: details.redirectResult });
        const { result } = await (await fetch(`${origin}/fake/pay`, { method: 'POST', body })).json();
        finish(told, result);
      },
    };
  },
  Card: class {
    readonly told: Told;
    card: Promise<CardFrame> | undefined;
    isValid = false;
    constructor(checkout: unknown) {
      this.told = checkout as Told;
    }
    mount(place: HTMLElement) {
      this.card = cardFrame(place, { origin, charges: true, elsewhere: true });
      this.card.then(({ heard }) =>
        heard(({ result }) => {
          if (result === 'typed') this.isValid = true;
        }),
      );
    }
    unmount() {
      this.card?.then(({ element }) => element.remove());
    }
    showValidation() {
      return this;
    }
    async submit() {
      const { result } = (await (await this.card)?.pay()) ?? {};
      if (result === 'challenge') location.assign(`${origin}/fake/bank?redirectResult`);
      else finish(this.told, result);
    }
  },
};

function finish(told: Told, result: string | undefined): void {
  if (result === 'paid') told.onPaymentCompleted({ resultCode: 'Authorised' });
  else told.onPaymentFailed({ resultCode: 'Refused' });
}

Object.assign(globalThis, { PalisadeAdyen: script });
