import type { Diagnosis } from './diagnosis.ts';
import type { Gateway } from './gateway.ts';
import { bearer, get } from './http.ts';
import { mercadopagoCallback, signedSeconds } from './mercadopago/callback.ts';
import { confirmObject } from './mercadopago/confirm.ts';
import { endMercadopagoSession, mercadopagoPublicData, mercadopagoSession } from './mercadopago/session.ts';
import { secretField } from './session.ts';
import { toleranceSeconds } from './signature.ts';

const diagnosis: Diagnosis = {
  headers: [
    {
      name: 'x-signature',
      form: 'ts=TIME,v1=SIGNATURE, with one time of ten or thirteen digits and lower-case hexadecimal digits',
      example: 'ts=0000000000,v1=00',
    },
    { name: 'x-request-id', form: 'an id of letters, digits, _ and -', example: 'id', isOptional: true },
  ],
  contentFault: () => 'the query of the address holds no single data.id of letters and digits',
  signedTime: { read: signedSeconds, oldestSeconds: toleranceSeconds },
  otherwise:
    'no signature in it was made for this data.id, x-request-id and time with this secret: a load balancer may have replaced x-request-id, or the secret is of another application',
};

/** Mercado Pago, whose payments say at each time all that became of them. */
export const mercadopago: Gateway = {
  ...mercadopagoCallback,
  secretFields: {
    webhookSecret: { for: 'callbacks', meaning: 'secret signature of the application' },
    accessToken: { for: 'requests', meaning: 'access token of the application' },
    publicKey: { for: 'page', meaning: 'public key of the application' },
  },
  rotation: {
    requests: 'operator',
    callbacks: 'operator',
    overlap: 'none stated: retries come for four days',
  },
  checks: [],
  keyTrial: {
    request: (account) =>
      get('https://api.mercadopago.com/users/me', bearer(secretField(account, 'accessToken'))),
  },
  diagnosis,
  secretForms: [{ kind: 'an access token', pattern: '(?<![A-Za-z0-9])APP_USR-[A-Za-z0-9-]{20,}' }],
  confirm: confirmObject,
  session: mercadopagoSession,
  cardNeeds: ['brand'],
  publicData: mercadopagoPublicData,
  searchFor: ({ orderReference }) => ({ resource: 'reference', id: orderReference }),
  endSession: endMercadopagoSession,
};
