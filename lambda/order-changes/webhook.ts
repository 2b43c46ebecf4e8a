import type { HttpRequest } from '../gateways/exchange.ts';
import { fromBase64, hmac } from '../gateways/signature.ts';
import { isTrouble, type RetryingSend } from '../shared/http/send.ts';
import type { OrderDocument } from '../shared/orders/order-document.ts';

/** What it takes to send signed webhooks. */
export interface WebhookParts {
  /** Where they go. */
  readonly url: string;
  /** The keys that sign, as Standard Webhooks writes them: the current one first. Throws where there is none. */
  readonly keys: () => Promise<readonly string[]>;
  /** Follows no redirect, and gives up after a while. */
  readonly send: RetryingSend;
  readonly now: () => Date;
}

/**
 * Sends documents to a receiver of the shop's, signed by Standard Webhooks
 * (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md). The id is that of the change, the same
 * each time. Throws unless the receiver says that it has taken the document.
 */
export function createWebhook({
  url,
  keys,
  send,
  now,
}: WebhookParts): (document: OrderDocument) => Promise<void> {
  return async (document) => {
    const { status } = await send(signed(url, document, await keys(), now()));
    if (status < 200 || status > 299) {
      throw new Error(`the receiver of changes ${isTrouble({ status }) ? 'is in trouble' : 'refused one'}`);
    }
  };
}

function signed(url: string, document: OrderDocument, keys: readonly string[], now: Date): HttpRequest {
  const { id } = document.data;
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const body = JSON.stringify(document);
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
