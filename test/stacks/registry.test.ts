import { expect, test } from '@jest/globals';
import { App, Stack } from 'aws-cdk-lib';
import { storefrontOf } from '../../lib/constructs/contract/storefront.ts';
import { rules } from '../../lib/policy/rules/index.ts';
import { readSite } from '../../lib/site/read-site.ts';
import { PaymentsStack } from '../../lib/stacks/payments-stack.ts';
import { stackRoles, stacksOf } from '../../lib/stacks/registry.ts';
import { exampleConfig, exampleWith } from '../support/synth.ts';

const prod = storefrontOf(exampleConfig(), 'prod');
const staging = storefrontOf(exampleConfig(), 'staging');

test('each stack stands after those that it needs', () => {
  const all = stacksOf(staging);
  const needed = all.flatMap(({ role, needs }) => needs.map((name) => [name, role] as const));
  expect(needed).toContainEqual(['data', 'payments']);
  for (const [name, role] of needed) expect(stackRoles.indexOf(name)).toBeLessThan(stackRoles.indexOf(role));
  for (const [name] of needed) expect(stackRoles).toContain(name);
});

test('the zone has a stack only where the environment owns it, and copies of backups only where there is a region for them', () => {
  expect(stacksOf(staging).map(({ role }) => role)).toEqual([
    'dns',
    'network',
    'data',
    'backup',
    'payments',
    'edge',
  ]);
  expect(stacksOf(prod).map(({ role }) => role)).toEqual([
    'network',
    'data',
    'recovery',
    'backup',
    'payments',
    'edge',
  ]);
});

test('what CloudFront wants is in its region, copies of backups are in theirs, and the rest in the region of the shop', () => {
  const config = exampleWith({ region: 'sa-east-1', zone: { name: 'shop.boutique.example' } });
  const regions = stacksOf(storefrontOf(config, 'prod')).map(({ role, region }) => [role, region]);
  expect(Object.fromEntries(regions)).toEqual({
    dns: 'us-east-1',
    network: 'sa-east-1',
    data: 'sa-east-1',
    recovery: 'eu-central-1',
    backup: 'sa-east-1',
    payments: 'sa-east-1',
    edge: 'us-east-1',
  });
});

test('every stack in which a rule looks for something is registered', () => {
  const wanted = rules.flatMap(({ required }) => required?.stack ?? []);
  expect(wanted).toContain('edge');
  expect(wanted.filter((role) => !stackRoles.includes(role))).toEqual([]);
});

test('a stack that is used without being needed is refused', () => {
  const props = { role: 'payments', roles: ['payments'], needed: [new Stack(new App(), 'Other')] };
  const site = readSite(prod.environment.site.path);
  expect(() => new PaymentsStack(new App(), 'Payments', { storefront: prod, site, ...props })).toThrow(
    'the registry does not say that payments needs a DataStack',
  );
});
