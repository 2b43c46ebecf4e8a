import type { HttpRequest, HttpResponse, MerchantAccount } from '../gateway.ts';
import { basic, bearer, get, isOk, postForm, postJson } from '../http.ts';
import { at, entryOf, parseJson, textAt } from '../json.ts';
import { secretField } from '../session.ts';
import facts from './trials.json' with { type: 'json' };

/**
 * What a gateway says to a key. `unclear`: it answered something that neither takes nor refuses the key;
 * `unavailable`: asking again may help.
 */
type TrialVerdict = 'accepted' | 'refused' | 'unclear' | 'unavailable';

/** A read-only request with a key, and the reading of its answer. */
export interface Trial {
  readonly request: (account: MerchantAccount) => HttpRequest;
  readonly read: (response: HttpResponse) => TrialVerdict;
  /** Whether what the gateway answers is known from its own documentation or code. */
  readonly isVerified: boolean;
}

/** How the key of a gateway is tried; nothing where no harmless request is known. */
export function trialOf(gateway: string): Trial | undefined {
  const request = entryOf(requests, gateway);
  const fact = entryOf<{ readonly status: string }>(facts.trials, gateway);
  if (!request || !fact) return undefined;
  return { request, read: entryOf(readers, gateway) ?? readStatus, isVerified: fact.status === 'verified' };
}

const requests: Readonly<Record<string, (account: MerchantAccount) => HttpRequest>> = {
  stripe: (account) => get('https://api.stripe.com/v1/balance', bearer(secretField(account, 'secretKey'))),
  square: (account) => {
    const host = account.config.mode === 'live' ? 'connect.squareup.com' : 'connect.squareupsandbox.com';
    return get(`https://${host}/v2/locations`, bearer(secretField(account, 'accessToken')));
  },
  paypal: (account) => {
    const host = account.config.mode === 'live' ? 'api-m.paypal.com' : 'api-m.sandbox.paypal.com';
    const headers = basic(secretField(account, 'clientId'), secretField(account, 'clientSecret'));
    return postForm(`https://${host}/v1/oauth2/token`, headers, { grant_type: 'client_credentials' });
  },
  adyen: (account) => {
    const host = account.config.mode === 'live' ? 'management-live' : 'management-test';
    return get(`https://${host}.adyen.com/v3/me`, { 'x-api-key': secretField(account, 'apiKey') });
  },
  braintree: (account) => {
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
  mollie: (account) => get('https://api.mollie.com/v2/profiles/me', bearer(secretField(account, 'apiKey'))),
  razorpay: (account) => {
    const headers = basic(secretField(account, 'keyId'), secretField(account, 'keySecret'));
    return get('https://api.razorpay.com/v1/orders?count=1', headers);
  },
  authorizenet: (account) => {
    const host = account.config.mode === 'live' ? 'api2' : 'apitest';
    const merchantAuthentication = {
      name: secretField(account, 'apiLoginId'),
      transactionKey: secretField(account, 'transactionKey'),
    };
    const body = { authenticateTestRequest: { merchantAuthentication } };
    return postJson(`https://${host}.authorize.net/xml/v1/request.api`, {}, body);
  },
  mercadopago: (account) =>
    get('https://api.mercadopago.com/users/me', bearer(secretField(account, 'accessToken'))),
  paystack: (account) => get('https://api.paystack.co/balance', bearer(secretField(account, 'secretKey'))),
};

const readers: Readonly<Record<string, (response: HttpResponse) => TrialVerdict>> = {
  // A restricted key may be known and still not be allowed to see the balance.
  stripe: (response) => (response.status === 403 ? 'accepted' : readStatus(response)),
  authorizenet: (response) => {
    if (!isOk(response)) return readStatus(response);
    const messages = at(parseJson(response.body), 'messages');
    if (textAt(messages, 'resultCode') === 'Ok') return 'accepted';
    return textAt(messages, 'message', 0, 'code') === 'E00007' ? 'refused' : 'unclear';
  },
};

function readStatus(response: HttpResponse): TrialVerdict {
  if (isOk(response)) return 'accepted';
  const { status } = response;
  if (status === 401 || status === 403) return 'refused';
  return status === 429 || status >= 500 ? 'unavailable' : 'unclear';
}
