import { expect, test } from '@jest/globals';
import { gatewayNames } from '../../../../lambda/gateways/registry.ts';
import { fuzzCallback } from './callback.ts';
import { specimenOf } from './specimens/index.ts';

const plan = { seed: 'npm test', count: 200, largest: 20_000 };

test.each(gatewayNames)(
  'callbacks of %s end as they must, and tell neither cards nor secrets',
  async (name) => {
    const { failures, ...counts } = await fuzzCallback(specimenOf(name), plan);
    expect(failures).toEqual([]);
    // A run that skips nearly everything would prove nothing.
    expect(counts.refused).toBeGreaterThan(plan.count / 4);
    expect(counts.accepted).toBeGreaterThan(plan.count / 3);
  },
);
