import type { RazorpayScript } from '../../../../client/gateways/razorpay.ts';
import { overlay } from './overlay.ts';

interface Options {
  readonly order_id: string;
  readonly handler: () => void;
  readonly modal: { readonly ondismiss: () => void };
}

/** Razorpay Checkout, as far as the client uses it. */
const script: RazorpayScript = class {
  readonly options: Options;
  failed: () => void = () => undefined;
  constructor(options: object) {
    this.options = options as Options;
  }
  on(_event: string, listen: () => void) {
    this.failed = listen;
  }
  open() {
    const { handler, modal, order_id: of } = this.options;
    const options = { origin: 'https://api.razorpay.com', of, charges: true, button: true };
    overlay(options, (result, close) => {
      if (result === 'declined') this.failed();
      if (result === 'paid' || result === 'closed') close();
      if (result === 'paid') handler();
      if (result === 'closed') modal.ondismiss();
    });
  }
};

Object.assign(globalThis, { Razorpay: script });
