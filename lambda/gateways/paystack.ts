import { hexHeader } from './diagnosis.ts';
import type { Gateway } from './gateway.ts';
import { bearer, get } from './http.ts';
import { paystackCallback, scheme } from './paystack/callback.ts';
import { paystackSession } from './paystack/session.ts';
import { confirmTransactions } from './paystack/transactions.ts';
import { secretField } from './session.ts';

/** Paystack, whose API key signs its callbacks too. */
export const paystack: Gateway = {
  ...paystackCallback,
  secretFields: {
    secretKey: {
      for: 'both',
      meaning: 'secret API key, which signs callbacks too',
      pattern: '^sk_\\w+$',
    },
  },
  rotation: {
    requests: 'operator',
    callbacks: 'with requests',
    overlap: 'none at the gateway: how long retries come is not known',
  },
  checks: [],
  keyTrial: {
    request: (account) => get('https://api.paystack.co/balance', bearer(secretField(account, 'secretKey'))),
  },
  diagnosis: { headers: [hexHeader(scheme.header)] },
  secretForms: [{ kind: 'a secret key', pattern: '(?<![A-Za-z0-9])sk_(?:live|test)_[A-Za-z0-9]+' }],
  confirm: confirmTransactions,
  session: paystackSession,
  publicData: () => ({}),
};
