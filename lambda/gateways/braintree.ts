import { braintreeCallback, challengeAnswer } from './braintree/callback.ts';
import { braintreeSession, confirmSale } from './braintree/session.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { Gateway } from './gateway.ts';
import { basic, get } from './http.ts';
import { secretField } from './session.ts';

const diagnosis: Diagnosis = {
  headers: [],
  contentFault: ({ body }) => formFault(new URLSearchParams(body.toString('latin1'))),
};

/** Braintree, whose webhooks tell of settlement for bank debits only: the answer to a sale is an event, too. */
export const braintree: Gateway = {
  ...braintreeCallback,
  secretFields: {
    publicKey: { for: 'both', meaning: 'public key of the API key' },
    privateKey: { for: 'both', meaning: 'private key of the API key, which signs callbacks too' },
    merchantId: { for: 'requests', meaning: 'merchant id' },
    merchantAccountId: { for: 'requests', meaning: 'merchant account; it decides the currency' },
  },
  rotation: {
    requests: 'operator',
    callbacks: 'with requests',
    overlap: 'each delivery carries a signature of every active key',
  },
  checks: ['avsStreet', 'avsPostalCode', 'cvc'],
  keyTrial: {
    request: (account) => {
      const host = account.config.mode === 'live' ? 'api' : 'api.sandbox';
      const [merchant, id] = ['merchantId', 'merchantAccountId'].map((name) =>
        encodeURIComponent(secretField(account, name)),
      );
      const headers = basic(secretField(account, 'publicKey'), secretField(account, 'privateKey'));
      return get(`https://${host}.braintreegateway.com/merchants/${merchant}/merchant_accounts/${id}`, {
        ...headers,
        'x-apiversion': '6',
        accept: 'application/xml',
      });
    },
  },
  diagnosis,
  secretForms: [{ kind: 'an access token', pattern: 'access_token\\$(?:production|sandbox)\\$[a-z0-9$]+' }],
  otherSignatures: {
    'endpoint verification challenge (GET ?bt_challenge=)': {
      verify: ({ delivery, secrets: [secret] }) =>
        challengeAnswer({ ...delivery, method: 'GET' }, Object(secret)) === undefined
          ? 'malformed'
          : 'authentic',
    },
  },
  confirm: confirmSale,
  session: braintreeSession,
  publicData: () => ({}),
};

function formFault(form: URLSearchParams): string {
  const absent = ['bt_signature', 'bt_payload'].filter((name) => form.getAll(name).length !== 1);
  if (absent.length > 0) return `the body is not a form with one ${absent.join(' and one ')}`;
  if (!/^[A-Za-z0-9+/=\n]+$/.test(form.get('bt_payload') ?? '')) {
    return 'bt_payload is not base64; a plus sign that is not encoded in a form becomes a space';
  }
  return 'bt_signature holds no single signature for the publicKey of the secret: is it from another account?';
}
