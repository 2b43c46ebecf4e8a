import type { AdyenScript } from '../../../../client/gateways/adyen.ts';
import { type CardFrame, cardFrame } from './card-frame.ts';

type Told = Parameters<AdyenScript['AdyenCheckout']>[0];

const origin = 'https://checkoutshopper-test.adyen.com';

/**
 * Adyen Web, as far as the client uses it. Where the session prefers it, its card asks the issuer in a frame in its own place and submits
 * the details itself; otherwise it leads to the bank's page, and the page after that finishes the payment.
 */
const script: AdyenScript = {
  AdyenCheckout: async (told) => {
    const setup = await fetch(`${origin}/fake/setup`);
    if (!setup.ok) throw new Error('the session was not set up');
    return {
      ...told,
      submitDetails: ({ details }) => finishWith(told, details.redirectResult),
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
      this.card = cardFrame(place, { origin, of: this.told.session.id, charges: true, elsewhere: true });
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
      if (result !== 'challenge') return finish(this.told, result);
      if (!this.told.session.sessionData?.endsWith('.preferred')) {
        return location.assign(`${origin}/fake/bank?redirectResult&of=${this.told.session.id}`);
      }
      const place = (await this.card)?.element.parentElement;
      this.unmount();
      if (place) await finishWith(this.told, await askIssuer(place));
    }
  },
};

/** Posts the challenge into a frame, and resolves with what its page says of the shopper. */
async function askIssuer(place: HTMLElement): Promise<string> {
  const frame = Object.assign(document.createElement('iframe'), { name: 'threeDSIframe', title: 'Issuer' });
  const action = 'https://issuer.example/fake/challenge';
  const form = Object.assign(document.createElement('form'), { method: 'post', action, target: frame.name });
  place.append(frame, form);
  form.submit();
  form.remove();
  const answer = await new Promise<string>((resolve) =>
    addEventListener('message', ({ source, data }) => {
      if (source === frame.contentWindow) resolve(data.challenge);
    }),
  );
  frame.remove();
  return answer;
}

/** Submits the details of a challenge: nothing is charged before. */
async function finishWith(told: Told, challenge: string): Promise<void> {
  const body = JSON.stringify({ charges: true, of: told.session.id, challenge });
  const { result } = await (await fetch(`${origin}/fake/pay`, { method: 'POST', body })).json();
  finish(told, result);
}

function finish(told: Told, result: string | undefined): void {
  if (result === 'paid') told.onPaymentCompleted({ resultCode: 'Authorised' });
  else told.onPaymentFailed({ resultCode: 'Refused' });
}

Object.assign(globalThis, { PalisadeAdyen: script });
