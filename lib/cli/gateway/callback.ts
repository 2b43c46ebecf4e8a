import type { Delivery } from '../../../lambda/gateways/delivery.ts';
import { explainRejection } from '../../../lambda/gateways/explain-rejection.ts';
import type {
  Gateway,
  MerchantAccount,
  Receipt,
  Rejection,
  Secret,
} from '../../../lambda/gateways/gateway.ts';
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

/** Why a callback is refused, in one sentence for the person who wires it up. */
export function why(callback: Callback, rejection: Rejection): string {
  return explainRejection({ ...callback, account: accountOf(callback) }, rejection);
}

/** The text that answers the gateway's question whether the address is the shop's; nothing for a callback. */
export function challengeAnswer(callback: Callback): string | undefined {
  return callback.gateway.answerChallenge?.(callback.delivery, accountOf(callback));
}

/** Whether the delivery says of itself that no real money moved. */
export function isFromSandbox({ gateway, delivery }: Callback): boolean {
  return gateway.modeOf?.(delivery) === 'test';
}

// The account that the callback was sent to, as far as adapters look at it.
function accountOf(callback: Callback): MerchantAccount {
  const { name } = callback.gateway;
  const [integration = 'redirect'] = supportedIntegrations(name);
  const mode = isFromSandbox(callback) ? 'test' : 'live';
  return {
    config: { name, mode, integration, threeDSecure: 'redirect', settings: {} },
    secrets: callback.secrets,
  };
}

/** The query of an address, as it was written. */
export function queryOf(url: string): string {
  return /\?([^#]*)/.exec(url)?.[1] ?? '';
}

/** Whether the result rests on the callback address, which a capture may leave out. */
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
