import { base64Header } from './diagnosis.ts';
import type { Gateway } from './gateway.ts';
import { bearer, get } from './http.ts';
import { secretField } from './session.ts';
import { scheme, squareCallback } from './square/callback.ts';
import { squareKeys } from './square/keys.ts';
import { confirmPayments } from './square/payments.ts';
import { endSquareSession, squarePublicData, squareSession } from './square/session.ts';

/** Square, which tells payments, refunds and disputes as objects with a status. */
export const square: Gateway = {
  ...squareCallback,
  secretFields: {
    signatureKey: { for: 'callbacks', meaning: 'signature key of the webhook subscription' },
    accessToken: { for: 'requests', meaning: 'access token of the application' },
    locationId: { for: 'requests', meaning: 'location that sells' },
    applicationId: { for: 'page', meaning: 'application id' },
    webhookSubscriptionId: {
      for: 'requests',
      meaning: 'id of the webhook subscription; for automatic rotation',
      optional: true,
    },
  },
  rotation: {
    requests: 'operator',
    callbacks: 'automatic',
    overlap: 'none at the gateway: deliveries signed before keep coming for up to 72 hours',
  },
  checks: ['avsPostalCode', 'cvc'],
  keyMaker: squareKeys,
  keyTrial: {
    request: (account) => {
      const host = account.config.mode === 'live' ? 'connect.squareup.com' : 'connect.squareupsandbox.com';
      return get(`https://${host}/v2/locations`, bearer(secretField(account, 'accessToken')));
    },
  },
  diagnosis: { headers: [base64Header(scheme.header)] },
  secretForms: [
    {
      kind: 'an access token',
      pattern: '(?<![A-Za-z0-9])(?:EAAA[A-Za-z0-9_-]{40,}|sq0csp-[A-Za-z0-9_-]{20,})',
    },
  ],
  confirm: confirmPayments,
  session: squareSession,
  publicData: squarePublicData,
  endSession: endSquareSession,
};
