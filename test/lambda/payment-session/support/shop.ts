import type { HttpRequest, HttpResponse } from '../../../../lambda/gateways/exchange.ts';
import type { MerchantAccount, Secret } from '../../../../lambda/gateways/gateway.ts';
import { offersOf } from '../../../../lambda/payment-session/ask-gateway.ts';
import type { Quoting } from '../../../../lambda/payment-session/ask-quote.ts';
import { createPaymentSession, type ShopEvent } from '../../../../lambda/payment-session/payment-session.ts';
import { releasedCatalogue } from '../../../../lambda/shared/catalogue/released-catalogue.ts';
import type { RetryingSend } from '../../../../lambda/shared/http/send.ts';
import { createLog } from '../../../../lambda/shared/log/log.ts';
import type { InboundEvent } from '../../../../lambda/shared/orders/inbound-event.ts';
import type { OrderStore } from '../../../../lambda/shared/orders/order-store.ts';
import { knownLanguages } from '../../../../lambda/shared/texts/texts.ts';
import { held } from '../../../support/checkout-api/held.ts';
import { accountOf } from '../../gateways/support/accounts.ts';
import { type MemoryOrders, memoryOrders } from './memory-orders.ts';

export const shopUrl = 'https://shop.example';

/** Addresses of the shop. */
export const addresses = {
  shopUrl,
  cartUrl: `${shopUrl}/cart/`,
  checkoutUrl: `${shopUrl}/checkout/`,
  returnUrl: `${shopUrl}/checkout/done/`,
};

/** What the shop sells. */
export const products = [
  { slug: 'moss-mug', title: 'Moss mug', prices: { EUR: 2800, JPY: 4200 } },
  { slug: 'ash-vase', title: 'Ash vase', prices: { EUR: 8600 } },
  { slug: 'far-bowl', title: 'Far bowl', prices: { USD: 5000 } },
];

/** The cart's name, and the order's that follows from it. */
export const checkout = '3f2b8c1e-5d4a-4e6f-9a7b-0c1d2e3f4a5b';
export const reference = 'ojzlsfvxrfdzqbwsmjgw';

/** What the form of the checkout sends. */
export const fields = {
  items: '[{"slug":"moss-mug","quantity":2},{"slug":"ash-vase","quantity":1}]',
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  line1: 'Rue du Bac 12',
  line2: '',
  postalCode: '75007',
  city: 'Paris',
  country: 'FR',
  currency: 'EUR',
  gateway: 'stripe',
  checkout,
} as const;

type Values = Readonly<Record<string, string>>;

const browser: Values = {
  origin: shopUrl,
  'sec-fetch-site': 'same-origin',
  accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
};

/** A request as the load balancer hands it over. */
export function eventOf(body: string, headers: Values, changes: Partial<ShopEvent> = {}): ShopEvent {
  const all = Object.entries({ ...browser, ...headers });
  return {
    httpMethod: 'POST',
    path: '/api/session',
    multiValueHeaders: Object.fromEntries(all.map(([name, value]) => [name, [value]])),
    body,
    isBase64Encoded: false,
    ...changes,
  };
}

/** The checkout's form, sent by a browser. */
export function formEvent(changes: Values = {}, headers: Values = {}): ShopEvent {
  const body = new URLSearchParams({ ...fields, ...changes }).toString();
  return eventOf(body, { 'content-type': 'application/x-www-form-urlencoded', ...headers });
}

/** The same as JSON, sent by a script of the page; members that are undefined are left out. */
export function jsonEvent(changes: Readonly<Record<string, unknown>> = {}): ShopEvent {
  const { line2: _, ...rest } = { ...fields, items: JSON.parse(fields.items) };
  return eventOf(JSON.stringify({ ...rest, ...changes }), { 'content-type': 'application/json' });
}

/** A question of a script, which has no body. */
export function getEvent(path: string, headers: Values = {}): ShopEvent {
  return eventOf('', { accept: '*/*', 'sec-fetch-mode': 'cors', ...headers }, { httpMethod: 'GET', path });
}

/** How a gateway answers, or fails to. */
type Answers = (request: HttpRequest) => HttpResponse | Error;

/** Stripe's answer to a new session of its checkout. */
const hosted: Answers = () => ({
  status: 200,
  body: '{"url":"https://checkout.stripe.com/c/pay/cs_1"}',
});

/** What a test changes about a shop. */
export interface ShopChanges {
  readonly answers?: Answers;
  readonly accounts?: readonly MerchantAccount[];
  /** What is read of a secret, first and after a refresh. */
  readonly secrets?: (gateway: string, isRefreshed: boolean) => Secret | undefined;
  readonly send?: RetryingSend;
  /** @default the same as `send` */
  readonly sendOnce?: RetryingSend;
  /** What the shop sells. @default - `products`, with nothing for delivery and taxes */
  readonly catalogue?: unknown;
  /** The shop's own pricing system. */
  readonly quoting?: Quoting;
  /** Another place for orders than memory. */
  readonly store?: OrderStore;
  /** Another place for payment events than memory. */
  readonly record?: () => Promise<'recorded'>;
}

/** A shop whose function runs in this process, with its ports in memory. */
export function shopWith({ answers = hosted, ...changes }: ShopChanges = {}) {
  const { accounts = [accountOf('stripe'), accountOf('paypal')] } = changes;
  const orders: MemoryOrders = memoryOrders();
  const lines: string[] = [];
  const requests: HttpRequest[] = [];
  const recorded: InboundEvent[] = [];
  const clock = { time: Date.parse('2026-11-22T12:00:00.000Z') };
  const now = () => new Date(clock.time);
  const log = createLog((line) => lines.push(line), { service: 'payment-session', now });
  const secretOf = (gateway: string) => accounts.find(({ config }) => config.name === gateway)?.secrets[0];
  const { secrets = secretOf } = changes;
  const versions = async (gateway: string, isRefreshed: boolean) => {
    const current = secrets(gateway, isRefreshed);
    return { ...(current && { current }), forCallbacks: [] };
  };
  const direct: RetryingSend = async (request) => {
    requests.push(request);
    const answer = answers(request);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const { send = direct, sendOnce = send } = changes;
  const record = async (inbound: InboundEvent) => {
    recorded.push(inbound);
    return 'recorded' as const;
  };
  const handler = held(
    createPaymentSession({
      ...addresses,
      newCheckout: () => checkout,
      offers: offersOf(
        accounts.map(({ config }) => ({ config, secretId: config.name })),
        log,
        () => clock.time,
      ),
      languages: knownLanguages,
      currentCatalogue: async () => releasedCatalogue(JSON.stringify(changes.catalogue ?? { products })),
      ...(changes.quoting && { quoting: changes.quoting }),
      orders: changes.store ?? orders,
      events: { record: changes.record ?? record },
      secrets: {
        read: (gateway) => versions(gateway, false),
        refresh: (gateway) => versions(gateway, true),
      },
      send,
      sendOnce,
      log,
      now,
    }),
  );
  return {
    orders,
    lines,
    requests,
    /** The payment events that it wrote down. */
    recorded,
    clock,
    post: (event: ShopEvent = formEvent()) => handler(event, { awsRequestId: 'r-1' }),
    /** The order of `checkout`, which must be there. */
    order: () => {
      const stored = orders.all.get(reference);
      if (!stored) throw new Error('there is no order');
      return stored.order;
    },
    /** The first request to the gateway, which must have been made. */
    request: () => {
      const [first] = requests;
      if (!first) throw new Error('the gateway was not asked');
      return first;
    },
    /** The lines of the log, without those of metrics. */
    logged: () => lines.map((line) => JSON.parse(line)).filter((line) => !('_aws' in line)),
    /** The metrics that were counted. */
    counted: () =>
      lines
        .map((line) => JSON.parse(line))
        .flatMap((line) => line._aws?.CloudWatchMetrics[0].Metrics[0].Name ?? []),
  };
}
