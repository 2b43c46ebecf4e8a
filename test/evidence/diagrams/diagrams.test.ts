import { describe, expect, test } from '@jest/globals';
import type { TemplateSource } from '../../../lib/cloudformation/model/types.ts';
import type { Diagram } from '../../../lib/evidence/diagrams/diagram.ts';
import { diagramsOf } from '../../../lib/evidence/diagrams/diagrams-chapter.ts';
import { accountTemplates } from '../../support/account.ts';
import { boutiqueTemplates } from '../../support/boutique.ts';
import { expectGolden } from '../../support/golden.ts';
import { drawnEnvironment } from './support/drawn-environment.ts';
import { flowsOf, keptWithout, nameOf, without } from './support/flows.ts';

const sources = [...boutiqueTemplates(), ...accountTemplates()];
const { environment, model } = drawnEnvironment(sources);

describe('the diagrams of the boutique', () => {
  test('have the nodes and flows that were agreed on', () => {
    expectGolden('diagrams-boutique-prod.txt', diagramsOf(environment, model).map(listed).join('\n'));
  });

  test('let card numbers go from browsers to gateways, and nowhere else', () => {
    const cards = flowsOf(environment, model).filter(({ hasCards }) => hasCards);
    expect(cards.map(({ from, to }) => [from.name, to.name])).toEqual([
      ['Browser', 'stripe'],
      ['Browser', 'paypal'],
    ]);
  });

  test('lose a flow of data with a resource of each type that it rests on', () => {
    const flows = flowsOf(environment, model);
    expect(flows.filter(({ restsOn }) => restsOn.length === 0)).toEqual([]);
    const resources = flows.flatMap(({ restsOn }) => restsOn);
    const oneOfEach = new Map(resources.map((resource) => [resource.type, resource]));
    expect(oneOfEach.size).toBeGreaterThan(10);
    expect([...oneOfEach.values()].flatMap((resource) => keptWithout(resource, flows, sources))).toEqual([]);
  });

  test('have no flow between a function and a table that its policy does not name', () => {
    const [policy = ''] = sources.flatMap(({ body }) =>
      Object.keys(body['Resources'] ?? {}).filter((id) => id.startsWith('PaymentSessionRoleDefaultPolicy')),
    );
    const before = flowsOf(environment, model).map(nameOf);
    const changed = drawnEnvironment(
      without({ template: 'boutique-prod-payments.template.json', logicalId: policy }, sources),
    );
    const after = flowsOf(changed.environment, changed.model).map(nameOf);
    const gone = before.filter((name) => !after.includes(name));
    expect(gone).toEqual([
      'payment-session to orders',
      'payment-session to stripe',
      'payment-session to paypal',
    ]);
  });
});

describe('the data flow of a family', () => {
  test('takes card numbers through the shop where the shop sends them on itself', () => {
    const changed = drawnEnvironment(sources.map((source) => withIntegration(source, 'server')));
    const cards = flowsOf(changed.environment, changed.model).filter(({ hasCards }) => hasCards);
    expect(cards.map(nameOf)).toEqual([
      'Browser to Shop',
      'Shop to ingress-1',
      'ingress-1 to payment-session',
      'payment-session to stripe',
      'payment-session to paypal',
    ]);
  });

  test('has no card number where the policy of the payment page does not let browsers go to the gateway', () => {
    const changed = drawnEnvironment(sources.map((source) => withIntegration(source, 'iframe')));
    expect(flowsOf(changed.environment, changed.model).filter(({ hasCards }) => hasCards)).toEqual([]);
  });
});

function withIntegration(source: TemplateSource, integration: string): TemplateSource {
  const text = JSON.stringify(source.body['Metadata'] ?? {});
  const changed = text.replaceAll('"integration":"redirect"', `"integration":"${integration}"`);
  return { ...source, body: { ...source.body, Metadata: JSON.parse(changed) } };
}

function listed({ title, nodes, flows }: Diagram): string {
  return [
    title,
    ...nodes.map(({ word, name, zone }) => `  ${word} ${name}${zone ? ` in ${zone.name}` : ''}`),
    ...flows.map((flow) => `  ${nameOf(flow)}: ${flow.says}${flow.hasCards ? ' (card numbers)' : ''}`),
    '',
  ].join('\n');
}
