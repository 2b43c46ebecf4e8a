import { adyenCallback } from './adyen/callback.ts';
import { adyenKeys } from './adyen/keys.ts';
import { confirmLink } from './adyen/payment-link.ts';
import { adyenPublicData, adyenSession, endAdyenSession } from './adyen/session.ts';
import type { Delivery } from './delivery.ts';
import { base64Header, type Diagnosis } from './diagnosis.ts';
import type { Gateway, Secret } from './gateway.ts';
import { get } from './http.ts';
import { at, parseJson, textAt } from './json.ts';
import { secretField } from './session.ts';

const diagnosis: Diagnosis = {
  headers: [{ ...base64Header('hmacsignature'), isOptional: true }],
  contentFault: ({ body }) => itemFault(at(parseJson(body), 'notificationItems')),
};

/** Adyen, which tells several things in one delivery, and signs each of them. */
export const adyen: Gateway = {
  ...adyenCallback,
  secretFields: {
    hmacKey: { for: 'callbacks', meaning: 'HMAC key of the webhook', pattern: '^[0-9A-Fa-f]{64}$' },
    merchantAccount: { for: 'both', meaning: 'merchant account; callbacks for any other are ignored' },
    apiKey: { for: 'requests', meaning: 'API key of the API credential' },
    clientKey: { for: 'page', meaning: 'client key of the API credential' },
    webhookId: { for: 'requests', meaning: 'id of the webhook; for automatic rotation', optional: true },
    apiCredentialId: {
      for: 'requests',
      meaning: 'id of the API credential; for automatic rotation',
      optional: true,
    },
  },
  rotation: {
    requests: 'automatic',
    callbacks: 'automatic',
    overlap: 'the previous key may sign for some time after the change: retries come for 30 days',
  },
  checks: [],
  keyMaker: adyenKeys,
  keyTrial: {
    request: (account) => {
      const host = account.config.mode === 'live' ? 'management-live' : 'management-test';
      return get(`https://${host}.adyen.com/v3/me`, { 'x-api-key': secretField(account, 'apiKey') });
    },
  },
  diagnosis,
  membersIn,
  callbackSchemes: [
    'standard-webhook(item HMAC)',
    'platform/management-webhook(raw body HMAC, header HmacSignature)',
  ],
  confirm: confirmLink,
  session: adyenSession,
  publicData: adyenPublicData,
  endSession: endAdyenSession,
};

function membersIn({ body }: Delivery): Secret {
  const firstItem = at(parseJson(body), 'notificationItems', 0, 'NotificationRequestItem');
  return { merchantAccount: textAt(firstItem, 'merchantAccountCode') ?? '' };
}

function itemFault(items: unknown): string {
  if (!Array.isArray(items) || items.length === 0) {
    return 'the body is not JSON with a list of notificationItems, and found no header hmacsignature';
  }
  const isSigned = (item: unknown) =>
    textAt(item, 'NotificationRequestItem', 'additionalData', 'hmacSignature') !== undefined;
  if (!items.every(isSigned)) {
    return 'an item has no additionalData.hmacSignature: give the webhook an HMAC key in the Customer Area';
  }
  return 'a signed member of an item holds a colon or is not of its type, or its hmacSignature is not in padded base64';
}
