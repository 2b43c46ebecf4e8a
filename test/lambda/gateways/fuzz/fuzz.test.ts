import { expect, test } from '@jest/globals';
import { gatewayNames } from '../../../../lambda/gateways/registry.ts';
import { fuzz } from './run.ts';
import { specimenOf, specimens } from './specimens/index.ts';

const plan = { seed: 'npm test', count: 1500, largest: 200_000 };

test('there are messages of each gateway to change', () => {
  expect(specimens.map(({ name }) => name)).toEqual(gatewayNames);
});

test.each(gatewayNames)('%s takes what is genuine and nothing else, and never throws', (name) => {
  const { failures, ...counts } = fuzz(specimenOf(name), plan);
  expect(failures).toEqual([]);
  // A run that skips nearly everything would prove nothing.
  expect(counts.refused).toBeGreaterThan(plan.count / 4);
  expect(counts.accepted).toBeGreaterThan(plan.count / 3);
});
