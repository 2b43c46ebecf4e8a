import type { HttpRequest } from '../../gateways/exchange.ts';
import { fromBase64, hmac } from '../../gateways/signature.ts';

/** What is sent, and how it is signed. */
export interface Webhook {
  readonly url: string;
  /** Names the message: the same each time that it is sent. */
  readonly id: string;
  /** JSON. */
  readonly body: string;
  /** The keys that sign, as Standard Webhooks writes them. */
  readonly keys: readonly string[];
  readonly now: Date;
}

/**
 * Makes a request that is signed by Standard Webhooks
 * (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md), with one signature for each key.
 */
export function signedWebhook({ url, id, body, keys, now }: Webhook): HttpRequest {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const signatures = keys.map((key) => {
    const bytes = fromBase64(key.replace(/^whsec_/, ''));
    if (!bytes) throw new Error('the key of the webhook is not whsec_ and base64');
    return `v1,${hmac('sha256', bytes, `${id}.${timestamp}.${body}`).toString('base64')}`;
  });
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
  return { method: 'POST', url, headers, body };
}
