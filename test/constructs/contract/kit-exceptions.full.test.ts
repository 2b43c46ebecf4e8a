import { describe, expect, test } from '@jest/globals';
import { gatewayNames, supportedIntegrations } from '../../../lambda/gateways/registry.ts';
import { exampleGateway } from '../../support/gateways.ts';
import { findingsWith } from './support/findings-with-gateways.ts';

const integrated = gatewayNames.flatMap((name) =>
  supportedIntegrations(name).map((integration) => ({ name, integration })),
);

describe.each(integrated)('a shop with $name by $integration', ({ name, integration }) => {
  const gateway = exampleGateway(name, integration);
  const found = findingsWith([gateway]);

  test('passes, with an acceptance for exactly what its gateway cannot work without', () => {
    expect(
      found.filter(({ status }) => ['fail', 'unknown'].includes(status)).map(({ message }) => message),
    ).toEqual([]);
  });
});
