import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { gatewayNames } from '../../lambda/gateways/registry.ts';
import { Model } from '../../lib/cloudformation/model/model.ts';
import { estimateCosts } from '../../lib/cost/estimate.ts';
import { formatEstimates } from '../../lib/cost/format-estimate.ts';
import { offeredIntegrations } from '../../lib/init/gateway-choice.ts';
import { plain } from '../../lib/paint.ts';
import { blockingFindings, newShop, templatesOf } from './support/new-shop.ts';

const combinations = gatewayNames.flatMap((name) =>
  offeredIntegrations(name).map((integration) => `${name}:${integration}`),
);

test.each(combinations)('a new shop with %s passes the policy in both environments', async (gateway) => {
  const folder = await newShop('--gateway', gateway);
  for (const environment of ['prod', 'staging']) {
    expect(blockingFindings(folder, environment)).toEqual([]);
  }
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
