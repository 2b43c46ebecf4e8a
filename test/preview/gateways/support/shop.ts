import type { Exchange, HttpRequest, HttpResponse } from '../../../../lambda/gateways/exchange.ts';
import type { Confirmation, MerchantAccount, Secret } from '../../../../lambda/gateways/gateway.ts';
import type { GatewayConfig } from '../../../../lambda/gateways/gateway-config.ts';
import { gatewayOf } from '../../../../lambda/gateways/index.ts';
import type { PaymentEvent, UnverifiedNotification } from '../../../../lambda/gateways/payment-event.ts';
import type { Session, SessionRequest } from '../../../../lambda/gateways/session-request.ts';
import { createCertificates } from '../../../../lambda/payment-callback/certificates.ts';
import { createPaymentCallback } from '../../../../lambda/payment-callback/payment-callback.ts';
import { runExchange } from '../../../../lambda/shared/http/send.ts';
import { createLog } from '../../../../lambda/shared/log/log.ts';
import { applyEvent } from '../../../../lambda/shared/orders/apply-event.ts';
import type { InboundEvent } from '../../../../lambda/shared/orders/inbound-event.ts';
import type { Order } from '../../../../lambda/shared/orders/order.ts';
import type { Delivery } from '../../../../lib/preview/gateways/courier.ts';
import { type OpenGateways, openGateways } from '../../../../lib/preview/gateways/open-gateways.ts';
import { viewerRequest } from '../../../../lib/preview/responder.ts';
import { accountOf, payment } from '../../../lambda/gateways/support/accounts.ts';
import { eventOf as httpEventOf } from '../../../lambda/gateways/support/message.ts';
import { keyed, lenient, openOrder } from '../../../lambda/shared/orders/support/orders.ts';

/** A shop in memory whose gateway is a fake of the preview: its own adapters, function for callbacks and ledger. */
export interface FakedShop {
  readonly account: MerchantAccount;
  readonly gateways: OpenGateways;
  readonly start: (changes?: Partial<SessionRequest>) => Promise<Session>;
  /** The order, after everything that was told is settled. */
  readonly order: () => Promise<Order>;
  /** Every callback that arrived, with the status that it was answered with. */
  readonly arrived: readonly (Delivery & { readonly status: number })[];
  /** What the shop makes of a delivery. */
  readonly receive: (delivery: Delivery) => Promise<number>;
  readonly send: (request: HttpRequest) => Promise<HttpResponse>;
}

/** What is different from a shop in which everything works. */
export interface FakedShopSettings {
  /** What the shop knows as the secret, where that is not what the gateway knows. */
  readonly shopSecret?: Secret;
  /** Statuses that the first deliveries meet with instead of the shop's own. */
  readonly troubles?: number[];
  readonly isPayPalTrusted?: boolean;
}

export const shopUrl = 'https://shop.example';

/** What the gateways that take no euros are paid in: the currencies of the registry's examples. */
const currencies: Readonly<Record<string, string>> = {
  authorizenet: 'USD',
  mercadopago: 'BRL',
  paystack: 'ZAR',
};

/** Opens a gateway for a shop that meets it in one way. */
export function openFakedShop(
  name: string,
  config: Partial<GatewayConfig> = {},
  { shopSecret, troubles = [], isPayPalTrusted = true }: FakedShopSettings = {},
): FakedShop {
  const currency = currencies[name] ?? 'EUR';
  const account = accountOf(name, { mode: 'test', currencies: [currency], ...config });
  const gateway = gatewayOf(name);
  const arrived: (Delivery & { status: number })[] = [];
  const [secret] = account.secrets;
  const known = [shopSecret ?? secret];
  // Mollie's snapshots are told apart by the time at which the shop asked.
  let time = Date.now();
  const now = () => {
    time = Math.max(time + 1, Date.now());
    return new Date(time);
  };
  const log = createLog(() => undefined, { service: 'payment-callback', now });
  let order: Order = { ...openOrder, currency, attempt: { ...openOrder.attempt, gateway: name } };
  let work = Promise.resolve();

  const gateways = openGateways({
    configs: [{ config: account.config, secret: () => secret }],
    shopUrl,
    later: (_, run) => {
      const timer = setImmediate(run);
      return () => clearImmediate(timer);
    },
    deliver: async (delivery) => {
      const status = troubles.shift() ?? (await receive(delivery));
      arrived.push({ ...delivery, status });
      return status;
    },
  });
  const send = sender(gateways);
  const ask = <Result>(exchange: Exchange<Result>) => runExchange(exchange, send);

  const confirm = async (notification: UnverifiedNotification): Promise<readonly PaymentEvent[]> => {
    if (!gateway.confirm) throw new Error(`${name} is asked nothing`);
    return eventsIn(await ask(gateway.confirm(notification, account, now())), ask);
  };
  const settle = async (inbound: InboundEvent): Promise<void> => {
    const asked = inbound.kind === 'verified' ? inbound.event.ask : inbound.notification;
    const told = asked ? await confirm(asked) : inbound.kind === 'verified' ? [inbound.event] : [];
    for (const event of told) order = applyEvent(order, keyed(event, name), lenient);
  };
  const callback = createPaymentCallback({
    gateways: [{ gateway, config: account.config }],
    shopUrl,
    secrets: {
      read: async () => ({ current: known[0] ?? {}, forCallbacks: known }),
      refresh: async () => ({ current: known[0] ?? {}, forCallbacks: known }),
    },
    certificates: createCertificates({ send, roots: isPayPalTrusted ? gateways.roots : [], now, log }),
    events: {
      record: async (inbound) => {
        work = work.then(() => settle(inbound));
        return 'recorded';
      },
    },
    now,
    log,
  });
  const receive = async ({ url, ...message }: Delivery): Promise<number> => {
    return (await callback({ ...httpEventOf(message), path: new URL(url).pathname })).statusCode;
  };

  return {
    account,
    gateways,
    arrived,
    send,
    receive,
    start: (changes = {}) =>
      ask(
        gateway.session(
          {
            ...payment,
            orderReference: openOrder.reference,
            currency,
            callbackUrl: `${shopUrl}/callbacks/${name}`,
            returnUrl: `${shopUrl}/checkout/done/`,
            cancelUrl: `${shopUrl}/checkout/`,
            expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
            ...changes,
          },
          account,
        ),
      ),
    order: async () => {
      // What is settled can make the gateway tell more: a capture does.
      for (let round = 0; round < 3; round += 1) {
        await gateways.settled();
        await work;
      }
      return order;
    },
  };
}

/** Takes the money that waits, and gives what is known then. */
async function eventsIn(
  confirmation: Confirmation,
  ask: <Result>(exchange: Exchange<Result>) => Promise<Result>,
): Promise<readonly PaymentEvent[]> {
  if (confirmation.outcome === 'confirmed') return confirmation.events;
  if (confirmation.outcome === 'capturable') return eventsIn(await ask(confirmation.capture()), ask);
  return [];
}

function sender({ responders }: OpenGateways): (request: HttpRequest) => Promise<HttpResponse> {
  return async ({ method, url, headers, body }) => {
    const respond = responders[new URL(url).host];
    if (!respond) throw new Error(`nobody answers for ${url}`);
    const answer = await respond(
      viewerRequest({ method, url, headers, ...(body !== undefined && { body }) }),
    );
    return { status: answer.status, body: String(answer.body) };
  };
}
