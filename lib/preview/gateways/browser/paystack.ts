import type { PaystackScript } from '../../../../client/gateways/paystack.ts';
import { overlay } from './overlay.ts';

/** Paystack's inline script, as far as the client uses it; like the real one it gives its frame no title. */
const script: PaystackScript = class {
  resumeTransaction(of: string, told: { onSuccess: () => void; onCancel: () => void }) {
    const options = {
      origin: 'https://checkout.paystack.com',
      of,
      charges: true,
      button: true,
      hasTitle: false,
    };
    overlay(options, (result, close) => {
      if (result === 'paid' || result === 'closed') close();
      if (result === 'paid') told.onSuccess();
      if (result === 'closed') told.onCancel();
    });
  }
};

Object.assign(globalThis, { PaystackPop: script });
