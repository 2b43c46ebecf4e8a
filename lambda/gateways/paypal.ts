import { header } from './delivery.ts';
import { base64Header, type Diagnosis } from './diagnosis.ts';
import type { Gateway } from './gateway.ts';
import { basic, postForm } from './http.ts';
import { oldestSeconds, paypalCallback } from './paypal/callback.ts';
import { isCertificateUrl, trustedKey } from './paypal/certificate.ts';
import { confirmResource } from './paypal/confirm.ts';
import { paypalSession } from './paypal/session.ts';
import { secretField } from './session.ts';

const diagnosis: Diagnosis = {
  headers: [
    { name: 'paypal-transmission-id', form: 'an id of letters, digits and hyphens', example: 'id' },
    {
      name: 'paypal-transmission-time',
      form: 'a time such as 2026-01-01T00:00:00Z',
      example: '1970-01-01T00:00:00Z',
    },
    base64Header('paypal-transmission-sig'),
    {
      name: 'paypal-auth-algo',
      form: 'SHA256withRSA, the only one that is accepted',
      example: 'SHA256withRSA',
    },
    {
      name: 'paypal-cert-url',
      form: "an address of PayPal's certificates, https://api.paypal.com/v1/notifications/certs/…",
      example: 'https://api.paypal.com/v1/notifications/certs/CERT',
    },
  ],
  signedTime: {
    read: (delivery) => Date.parse(header(delivery, 'paypal-transmission-time') ?? '') / 1000,
    oldestSeconds,
  },
  certificateFault: ({ certificate }, now) =>
    !certificate || trustedKey(certificate.chain, certificate.roots, now)
      ? undefined
      : "the certificate is not PayPal's, has expired, or was issued by nobody among the roots",
};

/** PayPal, which waits for the shop to take the money that a shopper has approved. */
export const paypal: Gateway = {
  ...paypalCallback,
  secretFields: {
    webhookId: { for: 'callbacks', meaning: 'id of the webhook' },
    clientId: { for: 'requests', meaning: 'client id of the application' },
    clientSecret: { for: 'requests', meaning: 'secret of the application' },
  },
  rotation: {
    requests: 'operator',
    callbacks: 'no key',
    overlap: 'each delivery names the certificate that signed it',
  },
  checks: ['avsStreet', 'avsPostalCode', 'cvc'],
  keyTrial: {
    request: (account) => {
      const host = account.config.mode === 'live' ? 'api-m.paypal.com' : 'api-m.sandbox.paypal.com';
      const headers = basic(secretField(account, 'clientId'), secretField(account, 'clientSecret'));
      return postForm(`https://${host}/v1/oauth2/token`, headers, { grant_type: 'client_credentials' });
    },
  },
  diagnosis,
  modeOf: ({ headers }) =>
    isCertificateUrl(headers.get('paypal-cert-url')?.[0] ?? '', 'test') ? 'test' : 'live',
  otherSignatures: {
    'cert-url allow-list': {
      verify: ({ delivery: { registeredUrl: url } }) =>
        isCertificateUrl(url, 'live') || isCertificateUrl(url, 'test') ? 'authentic' : 'malformed',
    },
  },
  confirm: confirmResource,
  session: paypalSession,
};
