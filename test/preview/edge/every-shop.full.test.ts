import { expect, test } from '@jest/globals';
import { openEdge } from '../../../lib/preview/edge/open-edge.ts';
import { exampleShops, exampleTemplates, variantTemplates } from '../../support/boutique.ts';
import { edgeEngine } from '../../support/edge/engine.ts';
import { variants } from '../../support/variants.ts';
import { deployedEdge } from './support/deployed.ts';

const shops = [
  ...exampleShops.flatMap((example) =>
    exampleTemplates(example).map(
      ({ environment, sources }) => [`${example} ${environment}`, sources] as const,
    ),
  ),
  ...Object.keys(variants).map((variant) => [variant, () => variantTemplates(variant)] as const),
];

test.each(shops)('nothing of the distribution is refused: %s', async (_, sources) => {
  const edge = await openEdge({
    resources: deployedEdge(sources()),
    firewall: { decide: async () => ({ action: 'allow', headers: {} }) },
    origins: () => () => Promise.reject(new Error('no origin is asked')),
    readObject: async () => Buffer.from('{"data":[]}'),
    engine: edgeEngine(),
    tell: () => undefined,
  });
  expect(edge.distribution.behaviours.length).toBeGreaterThan(1);
  await edge.close();
});
