import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { gatewayNames } from '../../lambda/gateways/registry.ts';
import { Model } from '../../lib/cloudformation/model/model.ts';
import { estimateCosts } from '../../lib/cost/estimate.ts';
import { formatEstimates } from '../../lib/cost/format-estimate.ts';
import { offeredIntegrations } from '../../lib/init/gateway-choice.ts';
import { plain } from '../../lib/paint.ts';
import { blockingFindings, newShop, templatesOf } from './support/new-shop.ts';

const styleOfAdyen = '<link rel="stylesheet" href="/assets/js/palisade-adyen.css">';

const combinations = gatewayNames.flatMap((name) =>
  offeredIntegrations(name).map((integration) => `${name}:${integration}`),
);

test.each(combinations)('a new shop with %s passes the policy in both environments', async (gateway) => {
  const folder = await newShop('--gateway', gateway);
  for (const environment of ['prod', 'staging']) {
    expect(blockingFindings(folder, environment)).toEqual([]);
  }
});

test('a new shop with Adyen’s card has Adyen Web and its style beside the client, and any other shop has not', async () => {
  const of = async (gateway: string) => {
    const site = join(await newShop('--gateway', gateway), 'site');
    const files = readdirSync(join(site, 'assets', 'js')).filter((name) => name.includes('adyen'));
    return {
      files,
      isStyled: readFileSync(join(site, 'checkout', 'index.html'), 'utf8').includes(styleOfAdyen),
    };
  };
  const both = ['palisade-adyen.css', 'palisade-adyen.js'];
  expect(await of('adyen:fields')).toEqual({ files: both, isStyled: true });
  expect(await of('stripe:fields')).toEqual({ files: [], isStyled: false });
});

test('the name of a shop may hold digits', async () => {
  const folder = await newShop('--shop', 'shop24-7');
  expect(blockingFindings(folder, 'prod')).toEqual([]);
});

test('README.md says what a new shop costs, to the dollar', async () => {
  const [, idle, orders] =
    /\$([\d.]+) a month idle, \$([\d.]+) for 1,000 orders/.exec(
      formatEstimates(estimateCosts(new Model(templatesOf(await newShop(), 'prod')), undefined), plain),
    ) ?? [];
  const [, saidIdle, saidOrders] =
    /(\d+) dollars a month without orders, and (\d+) for 1,000 orders/.exec(
      readFileSync('README.md', 'utf8'),
    ) ?? [];
  expect([saidIdle, saidOrders]).toEqual([idle, orders].map((sum) => String(Math.ceil(Number(sum)))));
});
