import { expect, test } from '@jest/globals';
import { accountTemplates } from '../../support/account.ts';
import { boutiqueTemplates } from '../../support/boutique.ts';
import { drawnEnvironment } from './support/drawn-environment.ts';
import { flowsOf, keptWithout } from './support/flows.ts';

test('a flow of data is gone without any one of the resources that it rests on', () => {
  const sources = [...boutiqueTemplates(), ...accountTemplates()];
  const { environment, model } = drawnEnvironment(sources);
  const flows = flowsOf(environment, model);
  const resources = [...new Set(flows.flatMap(({ restsOn }) => restsOn))];
  expect(resources.length).toBeGreaterThan(30);
  expect(resources.flatMap((resource) => keptWithout(resource, flows, sources))).toEqual([]);
}, 300_000);
