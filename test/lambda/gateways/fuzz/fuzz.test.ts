import { expect, test } from '@jest/globals';
import { gatewayNames } from '../../../../lambda/gateways/registry.ts';
import { testAdapters } from './expectations.ts';
import { specimens } from './specimens/index.ts';

test('there are messages of each gateway to change', () => {
  expect(specimens.map(({ name }) => name)).toEqual(gatewayNames);
});

testAdapters({ seed: 'npm test', count: 1500, largest: 200_000 });
