import { isTrouble, type RetryingSend } from '../shared/http/send.ts';
import { signedWebhook } from '../shared/http/sign-webhook.ts';
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
    const { status } = await send(
      signedWebhook({
        url,
        id: document.data.id,
        body: JSON.stringify(document),
        keys: await keys(),
        now: now(),
      }),
    );
    if (status < 200 || status > 299) {
      throw new Error(`the receiver of changes ${isTrouble({ status }) ? 'is in trouble' : 'refused one'}`);
    }
  };
}
