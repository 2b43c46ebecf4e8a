import { createHash } from 'node:crypto';
import type { Exchange } from '../exchange.ts';
import type { KeyMaker, MadeKeys, MerchantAccount } from '../gateway.ts';
import { bearer, jsonOf, postJson } from '../http.ts';
import { textAt } from '../json.ts';
import { refused, secretField } from '../session.ts';

const apiVersion = '2026-09-16';

/**
 * Square replaces the signature key of a webhook subscription, and signs with the new one from then on. The same key
 * comes back for the same idempotency key. The access token has to be the application's own, not one of OAuth.
 */
export const squareKeys: KeyMaker = { needs: ['webhookSubscriptionId'], make };

function* make(account: MerchantAccount, attempt: string): Exchange<MadeKeys> {
  const host = account.config.mode === 'live' ? 'connect.squareup.com' : 'connect.squareupsandbox.com';
  const subscription = encodeURIComponent(secretField(account, 'webhookSubscriptionId'));
  const response = yield postJson(
    `https://${host}/v2/webhooks/subscriptions/${subscription}/signature-key`,
    { ...bearer(secretField(account, 'accessToken')), 'square-version': apiVersion },
    // Square takes at most 45 characters, and a rotation's token may have 64.
    { idempotency_key: createHash('sha256').update(attempt).digest('hex').slice(0, 45) },
  );
  const signatureKey = textAt(jsonOf(response), 'signature_key');
  return signatureKey ? { outcome: 'made', members: { signatureKey } } : refused(response);
}
