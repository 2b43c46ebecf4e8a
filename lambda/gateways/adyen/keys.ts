import type { Exchange, HttpRequest } from '../exchange.ts';
import type { KeyMaker, MadeKeys, MerchantAccount } from '../gateway.ts';
import { get, isOk, jsonOf } from '../http.ts';
import { textAt } from '../json.ts';
import { refused, secretField } from '../session.ts';

/**
 * Adyen makes a new API key and a new HMAC key. The old API key works for 24 hours more; the old HMAC key signs
 * nothing new. Each new key is told once. So the API key comes first: if the second request then fails for good,
 * payments go on for a day, in which the alarm is heard, and no delivery was signed with a key that got lost.
 */
export const adyenKeys: KeyMaker = { needs: ['webhookId', 'apiCredentialId', 'merchantAccount'], make };

function* make(account: MerchantAccount, attempt: string): Exchange<MadeKeys> {
  const merchant = managementApi(account);
  const webhook = `${merchant}/webhooks/${idOf(account, 'webhookId')}`;
  // Nothing is replaced before it is known that the id is right and that the credential may manage webhooks.
  const known = yield get(webhook, authorization(account));
  if (!isOk(known)) return refused(known);
  const credential = `${merchant}/apiCredentials/${idOf(account, 'apiCredentialId')}`;
  const first = yield post(`${credential}/generateApiKey`, account, attempt);
  const apiKey = textAt(jsonOf(first), 'apiKey');
  if (!apiKey) return refused(first);
  const second = yield post(`${webhook}/generateHmac`, account, attempt);
  const hmacKey = textAt(jsonOf(second), 'hmacKey');
  return hmacKey ? { outcome: 'made', members: { apiKey, hmacKey } } : refused(second);
}

function managementApi(account: MerchantAccount): string {
  const host = account.config.mode === 'live' ? 'management-live' : 'management-test';
  return `https://${host}.adyen.com/v3/merchants/${idOf(account, 'merchantAccount')}`;
}

function idOf(account: MerchantAccount, member: string): string {
  return encodeURIComponent(secretField(account, member));
}

function authorization(account: MerchantAccount): Readonly<Record<string, string>> {
  return { 'x-api-key': secretField(account, 'apiKey') };
}

function post(url: string, account: MerchantAccount, attempt: string): HttpRequest {
  const headers = {
    ...authorization(account),
    'content-type': 'application/json',
    'idempotency-key': attempt,
  };
  return { method: 'POST', url, headers };
}
