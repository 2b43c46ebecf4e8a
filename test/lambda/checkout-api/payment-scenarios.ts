import { longestBody } from '../../../lambda/gateways/delivery.ts';
import type { HttpResponse } from '../../../lambda/gateways/exchange.ts';
import type { Quoting } from '../../../lambda/payment-session/ask-quote.ts';
import type { ShopEvent } from '../../../lambda/payment-session/payment-session.ts';
import { versionOf } from '../../../lambda/shared/catalogue/released-catalogue.ts';
import type { Order } from '../../../lambda/shared/orders/order.ts';
import { accountOf } from '../gateways/support/accounts.ts';
import {
  checkout,
  eventOf,
  formEvent,
  getEvent,
  jsonEvent,
  products,
  reference,
  type ShopChanges,
  shopWith,
} from '../payment-session/support/shop.ts';
import { openOrder, shopper } from '../shared/orders/support/orders.ts';

/** Who asks: a script of a page, or a person whose browser shows the answer. */
export type Asker = 'script' | 'person';

/** Has a function give answers to somebody. */
export type Scenario = (asker: Asker) => Promise<unknown>;

type Values = Readonly<Record<string, string>>;

const asScript = { accept: 'application/json', 'sec-fetch-mode': 'cors' };
const headersOf = (asker: Asker): Values =>
  asker === 'script' ? asScript : { accept: 'text/html', 'sec-fetch-mode': 'navigate' };

const form = (asker: Asker, changes: Values = {}, headers: Values = {}): ShopEvent =>
  formEvent(changes, { ...headersOf(asker), ...headers });
const get = (asker: Asker, path: string): ShopEvent => getEvent(path, headersOf(asker));
const withCard = (gateway: string) => jsonEvent({ gateway, card: { token: 'token-1', brand: 'visa' } });

const state = (asker: Asker, name: string = checkout, headers: Values = {}): ShopEvent => ({
  ...eventOf(new URLSearchParams({ checkout: name }).toString(), {
    ...headersOf(asker),
    'content-type': 'application/x-www-form-urlencoded',
    ...headers,
  }),
  path: '/api/payment-state',
});
const authorizenetToken: HttpResponse = {
  status: 200,
  body: '{"token":"t-1","messages":{"resultCode":"Ok"}}',
};

/** A shop with one way to pay, whose gateway gives one answer. */
function shopOf(gateway: string, integration: 'redirect' | 'fields', body: string, status = 200) {
  return shopWith({ accounts: [accountOf(gateway, { integration })], answers: () => ({ status, body }) });
}

const sale = (status: string) => `<transaction><id>tx1</id><status>${status}</status></transaction>`;
const challenged = JSON.stringify({
  id: 77,
  status: 'pending',
  status_detail: 'pending_challenge',
  three_ds_info: { external_resource_url: 'https://acs.example/', creq: 'creq-1' },
});

const started: readonly Scenario[] = [
  (asker) => shopWith().post(form(asker)),
  () => shopWith().post(form('person', { checkout: '' })),
  (asker) =>
    shopWith({
      accounts: [accountOf('authorizenet')],
      answers: () => authorizenetToken,
    }).post(form(asker, { gateway: 'authorizenet' })),
  () => shopOf('square', 'fields', '').post(jsonEvent({ gateway: 'square' })),
  () => shopOf('square', 'fields', '{"payment":{"id":"p1","status":"COMPLETED"}}').post(withCard('square')),
  () => shopOf('square', 'fields', '{"payment":{"id":"p1","status":"APPROVED"}}').post(withCard('square')),
  () => shopOf('braintree', 'fields', sale('settlement_pending'), 201).post(withCard('braintree')),
  () => shopOf('mercadopago', 'fields', challenged, 201).post(withCard('mercadopago')),
];

const orderOf = (changes: Partial<Order>): Scenario => {
  return async (asker) => {
    const shop = shopWith();
    const now = new Date(shop.clock.time).toISOString();
    const attempt = { ...openOrder.attempt, startedAt: now };
    await shop.orders.create({ ...openOrder, reference, attempt, ...changes }, shopper);
    return [await shop.post(form(asker)), await shop.post(state('script'))];
  };
};

const failing = (): never => {
  throw new Error('the store is away');
};
const { attempt } = openOrder;
const cancelled = [{ kind: 'cancellation' }] as unknown as NonNullable<Order['decisions']>;

const states: readonly Scenario[] = [
  orderOf({ state: 'paid', amountMinor: 1 }),
  orderOf({ state: 'authorised' }),
  orderOf({ state: 'refunded' }),
  async () => {
    const shop = shopWith();
    await shop.orders.create({ ...openOrder, reference, state: 'failed' }, shopper);
    return shop.post(state('script'));
  },
  orderOf({ decisions: cancelled }),
  orderOf({ attempt: { ...attempt, startedAt: '2026-11-22T12:00:00.000Z', mayHaveCharged: true } }),
  orderOf({ attempt: { ...attempt, number: 20 } }),
  (asker) => shopWith().post(state(asker)),
  (asker) => shopWith().post(state(asker, '1')),
  (asker) => shopWith().post(state(asker, checkout, { origin: 'https://stranger.example' })),
  (asker) => shopWith().post(state(asker, checkout, { 'content-type': 'text/plain' })),
  (asker) => shopWith().post(state(asker, 'x'.repeat(longestBody))),
  async (asker) => {
    const { orders } = shopWith();
    return shopWith({ store: { ...orders, find: failing } }).post(state(asker));
  },
];

const refused = (changes: Values, headers: Values = {}): Scenario => {
  return (asker) => shopWith().post(form(asker, changes, headers));
};

const refusedByForm: readonly Scenario[] = [
  refused({ name: '' }),
  refused({ items: '[]' }),
  refused({ checkout: '1' }),
  refused({ gateway: 'wepay' }),
  refused({ name: '4242 4242 4242 4242' }),
  refused({ items: '[{"slug":"gone","quantity":1}]' }),
  refused({ items: '[{"slug":"moss-mug","quantity":1},{"slug":"far-bowl","quantity":1}]', currency: 'EUR' }),
  refused({}, { origin: 'https://stranger.example' }),
  refused({}, { 'content-type': 'text/plain' }),
  refused({ padding: 'x'.repeat(longestBody) }),
];

const unlucky = (changes: ShopChanges): Scenario => {
  return (asker) => shopWith(changes).post(form(asker));
};

const taken = {
  status: 402,
  body: '{"errors":[{"code":"CARD_DECLINED","category":"PAYMENT_METHOD_ERROR"}]}',
};
const usedUp = { status: 400, body: '{"errors":[{"code":"CARD_TOKEN_USED"}]}' };

const refusedLater: readonly Scenario[] = [
  unlucky({ answers: () => ({ status: 401, body: '' }) }),
  unlucky({ answers: () => ({ status: 503, body: '' }) }),
  unlucky({ secrets: () => undefined }),
  unlucky({ secrets: failing }),
  () => shopOf('square', 'fields', taken.body, taken.status).post(withCard('square')),
  () => shopOf('square', 'fields', usedUp.body, usedUp.status).post(withCard('square')),
  () => shopOf('square', 'fields', '', 500).post(withCard('square')),
  async (asker) => {
    const shop = shopWith();
    const race = () => shop.orders.change(reference, {});
    await shop.post(form(asker));
    shop.clock.time += 60 * 60 * 1000;
    shop.orders.beforeWrite(race, race, race, race);
    return shop.post(form(asker));
  },
];

const abroad: ShopChanges = {
  catalogue: {
    products: [
      { slug: 'moss-mug', title: 'Moss mug', prices: { EUR: 2800 } },
      { slug: 'ash-vase', title: 'Ash vase', prices: { EUR: 8600 } },
    ],
    shipping: [{ countries: ['DE'], title: 'Parcel', prices: { EUR: [{ from: 0, price: 500 }] } }],
  },
};

const version = `"${versionOf(JSON.stringify({ products }))}"`;
const cataloguePath = '/api/catalogue';

const catalogues: readonly Scenario[] = [
  unlucky(abroad),
  unlucky({ accounts: [accountOf('stripe', { currencies: ['USD'] })] }),
  (asker) => shopWith().post(get(asker, cataloguePath)),
  () => shopWith().post(getEvent(cataloguePath, { 'if-none-match': version })),
  (asker) => shopWith({ catalogue: {} }).post(get(asker, cataloguePath)),
];

const priced = (
  body: object | string,
  { headers = {}, ...changes }: ShopChanges & { headers?: Values } = {},
): Scenario => {
  return (asker) =>
    shopWith(changes).post({
      ...eventOf(typeof body === 'string' ? body : JSON.stringify(body), {
        ...headersOf(asker),
        'content-type': 'application/json',
        ...headers,
      }),
      path: '/api/price',
    });
};
const mug = { items: [{ slug: 'moss-mug', quantity: 1 }], country: 'FR', currency: 'EUR' };
const silent: Quoting = {
  url: 'https://prices.shop.example/quotes',
  keys: () => Promise.reject(new Error('the secret has no signing key')),
  send: () => Promise.reject(new Error('nothing is sent without a signature')),
  shop: { shop: 'boutique', environment: 'prod' },
  newId: () => 'quote_1',
  now: () => new Date(),
};

// A form without script is answered with a page, JSON with JSON.
const asForm = (changes: Values, more: ShopChanges & { headers?: Values } = {}): Scenario =>
  priced(new URLSearchParams({ ...mug, items: JSON.stringify(mug.items), ...changes }).toString(), {
    ...more,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...more.headers },
  });

const prices: readonly Scenario[] = [
  priced(mug),
  asForm({ country: '' }),
  asForm({ items: '[]' }),
  priced('[1', {}),
  asForm({ items: '[{"slug":"gone","quantity":1}]' }),
  asForm({ currency: 'USD' }),
  asForm({ country: 'CH' }, abroad),
  asForm({ region: '4242 4242 4242 4242' }),
  asForm({}, { headers: { origin: 'https://stranger.example' } }),
  asForm({}, { headers: { 'content-type': 'text/plain' } }),
  asForm({ region: 'x'.repeat(longestBody) }),
  asForm({}, { catalogue: {} }),
  asForm({}, { quoting: silent }),
  unlucky({ quoting: silent }),
];

const others: readonly Scenario[] = [
  (asker) => shopWith().post(get(asker, '/api/payment-methods')),
  (asker) => shopWith({ secrets: failing }).post(get(asker, '/api/payment-methods')),
  (asker) => shopWith().post(get(asker, '/api/session')),
  (asker) => shopWith().post(get(asker, '/api/nothing')),
];

/** Payments that go on and that do not. */
export const paymentScenarios: readonly Scenario[] = [
  ...started,
  ...states,
  ...refusedByForm,
  ...refusedLater,
  ...catalogues,
  ...prices,
  ...others,
];
