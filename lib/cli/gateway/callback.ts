import type { Delivery } from '../../../lambda/gateways/delivery.ts';
import type { Gateway, MerchantAccount, Receipt, Secret } from '../../../lambda/gateways/gateway.ts';
import { isCertificateUrl } from '../../../lambda/gateways/paypal-certificate.ts';
import { supportedIntegrations } from '../../../lambda/gateways/registry.ts';

/** A callback that somebody captured, and what it is held against. */
export interface Callback {
  readonly gateway: Gateway;
  readonly delivery: Delivery;
  /** The current version first. */
  readonly secrets: readonly [Secret, ...Secret[]];
  readonly now: Date;
}

/** What the gateway's adapter makes of a captured callback. */
export function receive(callback: Callback): Receipt {
  return callback.gateway.receive(callback.delivery, accountOf(callback), callback.now);
}

/** The text that answers the gateway's question whether the address is the shop's; nothing for a callback. */
export function challengeAnswer(callback: Callback): string | undefined {
  return callback.gateway.answerChallenge?.(callback.delivery, accountOf(callback));
}

/** The account that the callback was sent to, as far as adapters look at it. */
export function accountOf({ gateway: { name }, delivery, secrets }: Callback): MerchantAccount {
  const [integration = 'redirect'] = supportedIntegrations(name);
  const mode = isFromSandbox(delivery) ? 'test' : 'live';
  return { config: { name, mode, integration, threeDSecure: 'redirect', settings: {} }, secrets };
}

/** Whether the delivery says of itself that no real money moved; only PayPal's do. */
export function isFromSandbox({ headers }: Delivery): boolean {
  return isCertificateUrl(headers.get('paypal-cert-url')?.[0] ?? '', 'test');
}

/** The query of an address, as it was written. */
export function queryOf(url: string): string {
  return /\?([^#]*)/.exec(url)?.[1] ?? '';
}

/** Whether the verdict rests on the callback address, which a capture may leave out. */
export function readsAddress(callback: Callback): boolean {
  let isRead = false;
  const { query } = callback.delivery;
  const delivery: Delivery = {
    ...callback.delivery,
    get registeredUrl() {
      isRead = true;
      return '';
    },
    get query() {
      isRead ||= query === '';
      return query;
    },
  };
  receive({ ...callback, delivery });
  return isRead;
}
