import { expect, test } from '@jest/globals';
import { gatewayNames } from '../../lambda/gateways/registry.ts';
import { offeredIntegrations } from '../../lib/init/gateway-choice.ts';
import { blockingFindings, newShop } from './support/new-shop.ts';

const combinations = gatewayNames.flatMap((name) =>
  offeredIntegrations(name).map((integration) => `${name}:${integration}`),
);

test.each(combinations)('a new shop with %s passes the policy in both environments', async (gateway) => {
  const folder = await newShop('--gateway', gateway);
  for (const environment of ['prod', 'staging']) {
    expect(blockingFindings(folder, environment)).toEqual([]);
  }
});
