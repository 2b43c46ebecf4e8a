import { describe, expect, test } from '@jest/globals';
import type { HttpRequest, HttpResponse } from '../../../lambda/gateways/exchange.ts';
import { gatewayOf } from '../../../lambda/gateways/index.ts';
import { gatewayNames, supportedIntegrations } from '../../../lambda/gateways/registry.ts';
import { runExchange } from '../../../lambda/shared/http/send.ts';
import { payment, secretOf } from '../../lambda/gateways/support/accounts.ts';
import { type FakedShop, openFakedShop } from './support/shop.ts';

const withCard = ['braintree'];
const openFor = (name: string): FakedShop =>
  withCard.includes(name)
    ? openFakedShop(name, { integration: 'fields', threeDSecure: 'inline' })
    : openFakedShop(name, { integration: supportedIntegrations(name)[0] ?? 'redirect' });
const card = (name: string) => (withCard.includes(name) ? { card: { token: 'tok-paid' } } : {});

/** Starts a payment whose last request is changed on its way; gives the answer to it. */
async function startChanged(
  shop: FakedShop,
  change: (request: HttpRequest) => HttpRequest,
): Promise<HttpResponse> {
  const { name } = shop.account.config;
  let last: HttpResponse = { status: 0, body: '' };
  const { currencies: [currency = ''] = [] } = shop.account.config;
  const request = {
    ...payment,
    currency,
    expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
    ...card(name),
  };
  await runExchange(gatewayOf(name).session(request, shop.account), async (asked) => {
    last = await shop.send(change(asked));
    return last;
  });
  return last;
}

/** Authorize.Net answers 200 to everything, and says what is wrong in the body. */
const isRefusal = ({ status, body }: HttpResponse) => status >= 400 || body.includes('"resultCode":"Error"');

describe.each(gatewayNames)('%s', (name) => {
  test('takes what the adapter sends', async () => {
    const shop = openFor(name);
    expect(isRefusal(await startChanged(shop, (request) => request))).toBe(false);
    expect(shop.gateways.payments()).toHaveLength(1);
  });

  test('refuses another key, and makes nothing', async () => {
    const shop = openFor(name);
    const [own, secret] = [secretOf(name), secretOf(name, 'b')];
    const swapped = (text: string) =>
      Object.keys(own).reduce((all, member) => all.replaceAll(own[member] ?? '', secret[member] ?? ''), text);
    const answer = await startChanged(shop, ({ headers, body, ...request }) => ({
      ...request,
      headers: Object.fromEntries(
        Object.entries(headers).map(([header, value]) => [
          header,
          value.startsWith('Basic ')
            ? `Basic ${Buffer.from('other:key').toString('base64')}`
            : swapped(value),
        ]),
      ),
      ...(body !== undefined && { body: swapped(body) }),
    }));
    expect(isRefusal(answer)).toBe(true);
    expect(shop.gateways.payments()).toEqual([]);
  });

  test('refuses an amount with other digits than it counts, and makes nothing', async () => {
    const shop = openFor(name);
    const answer = await startChanged(shop, ({ body = '', ...request }) => ({
      ...request,
      body: body
        .replace(/(unit_amount%5D|^amount|&amount)=4250/, '$1=4250.5')
        .replace(/("(?:amount|value|unit_price)":"?)(4250|42\.50?)(?=[",}])/, '$142.505'),
    }));
    expect(isRefusal(answer)).toBe(true);
    expect(shop.gateways.payments()).toEqual([]);
  });
});

test('square refuses a payment link without its idempotency key', async () => {
  const shop = openFor('square');
  const answer = await startChanged(shop, ({ body = '', ...request }) => ({
    ...request,
    body: body.replace(/"idempotency_key":"[^"]*",/, ''),
  }));
  expect(answer.status).toBe(400);
  expect(shop.gateways.payments()).toEqual([]);
});

test('mercadopago refuses a payment without its idempotency key', async () => {
  const shop = openFakedShop('mercadopago', { integration: 'fields', threeDSecure: 'inline' });
  const { send } = shop;
  const asked: HttpRequest[] = [];
  const request = { ...payment, currency: 'BRL', card: { token: 'tok-paid', brand: 'visa' } };
  await runExchange(gatewayOf('mercadopago').session(request, shop.account), (each) => {
    asked.push(each);
    const { 'x-idempotency-key': _, ...headers } = each.headers;
    return send({ ...each, headers });
  });
  expect(asked).toHaveLength(1);
  expect(shop.gateways.payments()).toEqual([]);
});
