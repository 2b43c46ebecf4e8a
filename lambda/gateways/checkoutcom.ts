import { checkoutcomCallback, scheme } from './checkoutcom/callback.ts';
import { confirmReference } from './checkoutcom/payments.ts';
import { checkoutcomPublicData, checkoutcomSession } from './checkoutcom/session.ts';
import { hexHeader } from './diagnosis.ts';
import type { Gateway } from './gateway.ts';

/** Checkout.com, which tells each capture and each refund as an action of its own. */
export const checkoutcom: Gateway = {
  ...checkoutcomCallback,
  secretFields: {
    signatureKey: { for: 'callbacks', meaning: 'signature key of the webhook' },
    authorizationKey: {
      for: 'callbacks',
      meaning: 'authorization header key of the webhook',
      optional: true,
    },
    secretKey: { for: 'requests', meaning: 'secret API key' },
    processingChannelId: { for: 'requests', meaning: 'processing channel', optional: true },
    publicKey: { for: 'page', meaning: 'public API key' },
  },
  rotation: {
    requests: 'operator',
    callbacks: 'operator',
    overlap: 'none stated: retries come for 30 hours',
  },
  checks: ['avsStreet', 'avsPostalCode', 'cvc'],
  diagnosis: {
    headers: [hexHeader(scheme.header)],
    mistakes: [
      {
        finding: 'the signature is right, but header authorization is not the authorizationKey of the secret',
        mend: ({ authorizationKey: _, ...secret }) => secret,
      },
    ],
  },
  confirm: confirmReference,
  session: checkoutcomSession,
  publicData: checkoutcomPublicData,
};
