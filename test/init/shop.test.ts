import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { gatewayNames } from '../../lambda/gateways/registry.ts';
import { offeredIntegrations } from '../../lib/init/gateway-choice.ts';
import { loadShop } from '../../lib/shop.ts';
import { blockingFindings, newShop } from './support/new-shop.ts';

const combinations = gatewayNames.flatMap((name) =>
  offeredIntegrations(name).map((integration) => [name, integration] as const),
);

test('every gateway is offered in one way at least', () => {
  expect(new Set(combinations.map(([name]) => name))).toEqual(new Set(gatewayNames));
});

test.each(combinations)('a new shop with %s by %s is read without a mistake', async (name, integration) => {
  const folder = await newShop('--gateway', `${name}:${integration}`);
  const { environments } = loadShop(join(folder, 'storefront.yaml'));
  expect(
    Object.values(environments).map(({ purpose, payments }) => [
      purpose,
      payments.gateways.map((gateway) => [gateway.name, gateway.mode, gateway.integration]),
    ]),
  ).toEqual([
    ['production', [[name, 'live', integration]]],
    ['non-production', [[name, 'test', integration]]],
  ]);
});

test('a new shop with several gateways, currencies and languages passes the policy', async () => {
  const folder = await newShop(
    ...['--gateway', 'stripe:fields,paypal,adyen', '--currency', 'EUR,NOK', '--language', 'de,en,nb'],
  );
  expect(blockingFindings(folder, 'prod')).toEqual([]);
});

test('a setting that only the merchant knows is explained where its example stands', async () => {
  const { environments } = loadShop(join(await newShop('--gateway', 'checkoutcom'), 'storefront.yaml'));
  expect(environments['prod']?.payments.gateways[0]?.settings).toEqual({ prefix: 'vkuhvk4v' });
});

test.each([
  ['authorizenet', 'NOK', { currency: 'NOK' }, undefined],
  ['mercadopago', 'BRL', { country: 'BR' }, undefined],
  ['braintree', 'CHF', {}, ['CHF']],
])(
  'an account of %s is one in %s where the shop sells in it',
  async (name, currency, settings, currencies) => {
    const folder = await newShop('--gateway', name, '--currency', currency);
    const [gateway] = loadShop(join(folder, 'storefront.yaml')).environments['prod']?.payments.gateways ?? [];
    expect([gateway?.settings, gateway?.currencies]).toEqual([settings, currencies]);
  },
);

test('the mistake that README.md shows is refused in its words', async () => {
  const file = join(await newShop('--gateway', 'stripe,paypal'), 'storefront.yaml');
  const text = readFileSync(file, 'utf8');
  const paypal = text.indexOf('name: paypal');
  writeFileSync(file, text.slice(0, paypal) + text.slice(paypal).replace('redirect', 'fields'));
  let said = '';
  try {
    loadShop(file);
  } catch (error) {
    said = (error as Error).message.replace(file, 'storefront.yaml');
  }
  expect(said).toMatch(/^storefront\.yaml:\d+: environments\.prod\./);
  expect(readFileSync('README.md', 'utf8')).toContain(`\n${said}\n`);
});
