import { authorizenetCallback, scheme } from './authorizenet/callback.ts';
import { confirmTransactions } from './authorizenet/invoice.ts';
import { authorizenetPublicData, authorizenetSession, searchForInvoice } from './authorizenet/session.ts';
import type { Gateway } from './gateway.ts';
import { isOk, postJson } from './http.ts';
import { at, parseJson, textAt } from './json.ts';
import { keyTrialResultOf } from './key-trial.ts';
import { secretField } from './session.ts';

/** Authorize.Net, whose requests carry the credentials in the body, and whose answers are always 200. */
export const authorizenet: Gateway = {
  ...authorizenetCallback,
  secretFields: {
    signatureKey: {
      for: 'callbacks',
      meaning: 'signature key of the account',
      pattern: '^[0-9A-Fa-f]{128}$',
    },
    apiLoginId: { for: 'requests', meaning: 'API login id; the page of fields sees it too' },
    transactionKey: { for: 'requests', meaning: 'transaction key' },
    clientKey: { for: 'page', meaning: 'public client key' },
  },
  rotation: {
    requests: 'operator',
    callbacks: 'operator',
    overlap: 'the previous key signs for up to 24 hours',
  },
  checks: ['avsStreet', 'avsPostalCode'],
  keyTrial: {
    request: (account) => {
      const host = account.config.mode === 'live' ? 'api2' : 'apitest';
      const merchantAuthentication = {
        name: secretField(account, 'apiLoginId'),
        transactionKey: secretField(account, 'transactionKey'),
      };
      const body = { authenticateTestRequest: { merchantAuthentication } };
      return postJson(`https://${host}.authorize.net/xml/v1/request.api`, {}, body);
    },
    read: (response) => {
      if (!isOk(response)) return keyTrialResultOf(response);
      const messages = at(parseJson(response.body), 'messages');
      if (textAt(messages, 'resultCode') === 'Ok') return 'accepted';
      return textAt(messages, 'message', 0, 'code') === 'E00007' ? 'refused' : 'unclear';
    },
  },
  diagnosis: {
    headers: [
      {
        name: scheme.header,
        form: 'sha512=SIGNATURE, with 128 hexadecimal digits',
        example: `sha512=${'0'.repeat(128)}`,
      },
    ],
  },
  confirm: confirmTransactions,
  session: authorizenetSession,
  publicData: authorizenetPublicData,
  searchFor: searchForInvoice,
};
