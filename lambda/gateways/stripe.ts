import { header, headerPairs } from './delivery.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { Gateway } from './gateway.ts';
import { bearer, get } from './http.ts';
import { keyTrialResultOf } from './key-trial.ts';
import { secretField } from './session.ts';
import { toleranceSeconds } from './signature.ts';
import { stripeCallback } from './stripe/callback.ts';
import { endStripeSession, stripePublicData, stripeSession } from './stripe/session.ts';
import { confirmThinEvent } from './stripe/thin-events.ts';

const diagnosis: Diagnosis = {
  headers: [
    {
      name: 'stripe-signature',
      form: 't=SECONDS,v1=SIGNATURE, with one time and signatures in lower-case hexadecimal digits',
      example: 't=0,v1=00',
    },
  ],
  signedTime: {
    read: (delivery) => Number(headerPairs(header(delivery, 'stripe-signature') ?? '')?.get('t')?.[0]),
    oldestSeconds: toleranceSeconds,
  },
};

/** Stripe, whose thin events have to be followed to their objects. */
export const stripe: Gateway = {
  ...stripeCallback,
  secretFields: {
    signingSecret: {
      for: 'callbacks',
      meaning: 'signing secret of the webhook endpoint, with its prefix',
      pattern: '^whsec_[\\x21-\\x7e]+$',
    },
    secretKey: { for: 'requests', meaning: 'secret or restricted API key' },
    publishableKey: { for: 'page', meaning: 'publishable API key' },
  },
  rotation: { requests: 'operator', callbacks: 'operator', overlap: 'up to 24 hours with both signatures' },
  checks: ['avsStreet', 'avsPostalCode', 'cvc'],
  keyTrial: {
    request: (account) => get('https://api.stripe.com/v1/balance', bearer(secretField(account, 'secretKey'))),
    // A restricted key may be known and still not be allowed to see the balance.
    read: (response) => (response.status === 403 ? 'accepted' : keyTrialResultOf(response)),
  },
  diagnosis,
  secretForms: [
    { kind: 'a secret key', pattern: '(?<![A-Za-z0-9])[sr]k_(?:live|test)_[A-Za-z0-9]+' },
    { kind: 'the signing secret of a webhook', pattern: '(?<![A-Za-z0-9])whsec_[A-Za-z0-9+/=_-]+' },
  ],
  confirm: confirmThinEvent,
  session: stripeSession,
  publicData: stripePublicData,
  endSession: endStripeSession,
};
