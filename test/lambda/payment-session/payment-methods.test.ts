import { describe, expect, test } from '@jest/globals';
import { gatewayOf } from '../../../lambda/gateways/index.ts';
import { gatewayNames, pageScripts, supportedIntegrations } from '../../../lambda/gateways/registry.ts';
import { accountOf } from '../gateways/support/accounts.ts';
import { getEvent, shopWith } from './support/shop.ts';

const get = getEvent('/api/payment-methods');

test('the ways to pay are listed as the storefront file lists them, and kept for a minute', async () => {
  const accounts = [accountOf('paypal'), accountOf('stripe', { integration: 'fields', mode: 'test' })];
  const { statusCode, multiValueHeaders, body } = await shopWith({ accounts }).post(get);
  expect(statusCode).toBe(200);
  expect(multiValueHeaders).toEqual({
    'cache-control': ['public, max-age=60'],
    'content-type': ['application/json; charset=utf-8'],
    'x-content-type-options': ['nosniff'],
  });
  expect(JSON.parse(body)).toEqual({
    methods: [
      {
        gateway: 'paypal',
        title: 'PayPal',
        integration: 'redirect',
        mode: 'live',
        data: {},
        scripts: [],
        challenge: 'redirect',
      },
      {
        gateway: 'stripe',
        title: 'Stripe',
        integration: 'fields',
        mode: 'test',
        data: { publishableKey: 'publishableKey_a' },
        scripts: [{ url: 'https://js.stripe.com/endive/stripe.js' }],
        challenge: 'redirect',
      },
    ],
  });
});

const inPage = gatewayNames.flatMap((name) =>
  supportedIntegrations(name)
    .filter((integration) => integration === 'fields' || integration === 'iframe')
    .map((integration) => [name, integration] as const),
);

// The gateways' own scripts are given these beside the keys for pages: they name an account, and move nothing.
const identifiers = new Set(['square locationId', 'authorizenet apiLoginId', 'razorpay keyId']);

describe.each(inPage)('%s with %s', (name, integration) => {
  const account = accountOf(name, { integration });

  test('is listed with its scripts, and with no member of the secret that could move money', async () => {
    const { body } = await shopWith({ accounts: [account] }).post(get);
    const { methods } = JSON.parse(body);
    expect(methods).toEqual([
      expect.objectContaining({ gateway: name, scripts: pageScripts(account.config) }),
    ]);
    const shown = new Set(Object.values(methods[0].data).filter((value) => typeof value === 'string'));
    const secret = account.secrets[0];
    const published = Object.keys(gatewayOf(name).secretFields).filter((field) =>
      shown.has(secret[field] ?? ''),
    );
    const isPublic = (field: string) =>
      gatewayOf(name).secretFields[field]?.for === 'page' || identifiers.has(`${name} ${field}`);
    expect(published.filter((field) => !isPublic(field))).toEqual([]);
  });
});

test('a way to pay without a key is left out and counted, and the others are there', async () => {
  const shop = shopWith({
    secrets: (gateway) => (gateway === 'stripe' ? undefined : accountOf(gateway).secrets[0]),
  });
  const { methods } = JSON.parse((await shop.post(get)).body);
  expect(methods).toEqual([expect.objectContaining({ gateway: 'paypal' })]);
  expect(shop.counted()).toEqual(['SecretMissing']);
});

test('where the keys cannot be read, nobody is told a list that lacks some, and nothing is kept', async () => {
  const shop = shopWith({
    secrets: () => {
      throw new Error('AccessDenied');
    },
  });
  const { statusCode, multiValueHeaders, body } = await shop.post(get);
  expect(statusCode).toBe(500);
  expect(multiValueHeaders).toMatchObject({
    'cache-control': ['no-store'],
    'content-type': ['application/problem+json'],
  });
  expect(JSON.parse(body)).toMatchObject({ code: 'internal_error' });
});
