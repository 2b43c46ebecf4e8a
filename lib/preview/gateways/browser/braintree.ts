import type { BraintreeScript } from '../../../../client/gateways/braintree.ts';
import { cardFrame } from './card-frame.ts';

interface Fields {
  readonly number: { readonly container: HTMLElement };
}

/** braintree-web, as far as the client uses it: all three fields are one frame here, and the issuer is asked by another one. */
const script: BraintreeScript = {
  client: { create: async () => ({}) },
  dataCollector: { create: async () => ({ deviceData: '{"correlation_id":"device-1"}' }) },
  hostedFields: {
    create: async ({ fields }) => {
      const { container } = (fields as unknown as Fields).number;
      const card = await cardFrame(container, { origin, elsewhere: true });
      return {
        tokenize: async () => {
          const { result, token = '' } = await card.pay();
          if (result === 'invalid') throw Object.assign(new Error(), { code: 'HOSTED_FIELDS_FIELDS_EMPTY' });
          return { nonce: result === 'challenge' ? 'nonce-challenge' : token, details: { bin: '400000' } };
        },
        teardown: async () => card.element.remove(),
      };
    },
  },
  threeDSecure: {
    create: async () => ({
      verifyCard: async (options) => {
        const { nonce } = options as { readonly nonce: string };
        if (nonce !== 'nonce-challenge') return shifted(nonce, true);
        const issuer = document.createElement('iframe');
        issuer.title = 'Issuer';
        issuer.src = 'https://issuer.example/fake/challenge';
        document.body.append(issuer);
        const answer = await new Promise<string>((resolve) =>
          addEventListener('message', ({ source, data }) => {
            if (source === issuer.contentWindow) resolve(data.challenge);
          }),
        );
        issuer.remove();
        return shifted('tok-paid', answer === 'pass');
      },
      cancelVerifyCard: async () => undefined,
    }),
  },
};

const origin = 'https://assets.braintreegateway.com';

function shifted(nonce: string, liabilityShifted: boolean) {
  return { nonce, threeDSecureInfo: { liabilityShiftPossible: true, liabilityShifted } };
}

Object.assign(globalThis, { braintree: script });
