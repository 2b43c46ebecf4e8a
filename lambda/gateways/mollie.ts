import type { Diagnosis } from './diagnosis.ts';
import type { Gateway } from './gateway.ts';
import { bearer, get } from './http.ts';
import { mollieCallback, signatureHeader } from './mollie/callback.ts';
import { confirmObject } from './mollie/confirm.ts';
import { endMollieSession, molliePublicData, mollieSession } from './mollie/session.ts';
import { secretField } from './session.ts';

const diagnosis: Diagnosis = {
  headers: [
    {
      name: signatureHeader,
      form: 'sha256=SIGNATURE in lower-case hexadecimal digits, one signature in each header',
      example: 'sha256=00',
      isOptional: true,
    },
  ],
  contentFault: () =>
    'found no header x-mollie-signature, and a body without a signature has to be id=tr_… and nothing else by that name',
};

/** Mollie, whose payments say at each time all that became of them. */
export const mollie: Gateway = {
  ...mollieCallback,
  secretFields: {
    signingSecret: {
      for: 'callbacks',
      meaning: 'signing secret of a next-generation webhook',
      optional: true,
    },
    apiKey: { for: 'requests', meaning: 'API key', pattern: '^(?:live|test)_\\w+$' },
    profileId: { for: 'page', meaning: 'profile id' },
  },
  rotation: {
    requests: 'operator',
    callbacks: 'operator',
    overlap: 'a delivery can carry a signature of each key',
  },
  checks: [],
  keyTrial: {
    request: (account) =>
      get('https://api.mollie.com/v2/profiles/me', bearer(secretField(account, 'apiKey'))),
  },
  diagnosis,
  callbackSchemes: ['next-gen webhook'],
  secretForms: [{ kind: 'an API key', pattern: '(?<![A-Za-z0-9_])(?:live|test)_[A-Za-z0-9]{30,}' }],
  confirm: confirmObject,
  session: mollieSession,
  publicData: molliePublicData,
  endSession: endMollieSession,
};
