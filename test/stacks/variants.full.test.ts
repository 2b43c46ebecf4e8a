import { describe, expect, test } from '@jest/globals';
import { readInput } from '../../lib/cloudformation/input/read-input.ts';
import { isRecord, type Json } from '../../lib/cloudformation/model/json.ts';
import { Model } from '../../lib/cloudformation/model/model.ts';
import type { EnvironmentConfig } from '../../lib/config/storefront-config.ts';
import { evaluate } from '../../lib/policy/evaluate.ts';
import { stoppingFindings } from '../../lib/policy/finding.ts';
import { allRules, rules } from '../../lib/policy/rules/index.ts';
import { type EnvironmentNames, expectGolden, goldenDifferences } from '../support/golden.ts';
import { exampleWith, ofType, onlyOne, type Synthesis, synthesize } from '../support/synth.ts';
import { existingNetwork as existing, variants } from '../support/variants.ts';

const names: EnvironmentNames = {
  shop: 'boutique',
  environment: 'prod',
  domain: 'shop.boutique.example',
  account: '111111111111',
};
const usual = synthesize(exampleWith({}));

test('in a network that exists nothing of it is created, and its owner is named for what the kit leaves to it', () => {
  const synthesis = synthesize(exampleWith(variants['in a network that exists'] ?? {}));
  const network = synthesis.template('boutique-prod-network');
  const ofEc2 = Object.values(network.Resources).filter(({ Type }) =>
    /^AWS::(EC2|Route53Resolver)::/.test(Type),
  );
  expect(ofEc2.map(({ Type }) => Type)).toEqual(['AWS::EC2::SecurityGroup', 'AWS::EC2::SecurityGroup']);
  expect(ofEc2.map(({ Properties }) => Properties.VpcId)).toEqual([existing.vpc, existing.vpc]);
  expect(onlyOne(network, 'Custom::RegionSettings')).not.toHaveProperty('VpcId');
  const payments = synthesis.template('boutique-prod-payments');
  const balancer = onlyOne(payments, 'AWS::ElasticLoadBalancingV2::LoadBalancer');
  expect(balancer.Subnets).toEqual(existing.subnets);
  const placed = ofType(payments, 'AWS::Lambda::Function').flatMap(
    ([, { Properties }]) => Properties.VpcConfig?.SubnetIds ?? [],
  );
  expect(new Set(placed)).toEqual(new Set(existing.subnets));
  const { declared, existingNetwork } = network.Metadata.Palisade;
  expect(existingNetwork).toEqual(existing);
  const arn = 'arn:aws:ec2:eu-west-1:111111111111:vpc/vpc-0123456789abcdef0';
  const ofNetwork = declared.filter(({ control }: { readonly control: string }) =>
    control.startsWith('NET-'),
  );
  expect(ofNetwork).toEqual(
    ['NET-02', 'NET-04', 'NET-05', 'NET-06'].map((control) => ({ control, owner: existing.owner, arn })),
  );
});

test('in a network that exists the owner is named for what the kit leaves to it, and none of that passes', () => {
  const synthesis = synthesize(exampleWith(variants['in a network that exists'] ?? {}));
  const findings = evaluate(new Model(readInput(synthesis.directory)), rules, { asOf: '2026-11-29' });
  const declared = findings.filter(({ status }) => status === 'declared');
  const byNetwork = declared.filter(({ rule }) => rule.startsWith('NET-'));
  expect([...new Set(byNetwork.map(({ rule }) => rule))].sort()).toEqual([
    'NET-02',
    'NET-04',
    'NET-05',
    'NET-06-routes',
  ]);
  expect(new Set(byNetwork.map(({ declaration }) => declaration?.owner))).toEqual(new Set([existing.owner]));
  const theirs = ['NET-04', 'NET-05', 'NET-06-routes'];
  expect(findings.filter(({ rule, status }) => theirs.includes(rule) && status === 'pass')).toEqual([]);
  expect(findings.filter(({ status }) => status === 'unknown')).toEqual([]);
});

describe.each(Object.entries(variants))('a shop %s', (name, changed) => {
  const synthesis = synthesize(exampleWith(changed));

  test('passes every pack inside the synthesis', () => {
    expect(synthesis.report()).not.toEqual([]);
    expect(synthesis.report().flatMap(({ violations }) => violations)).toEqual([]);
  });

  test('passes the policy as plain templates', () => {
    const findings = evaluate(new Model(readInput(synthesis.directory)), rules, { asOf: '2026-11-29' });
    expect(findings.length).toBeGreaterThan(100);
    expect(stoppingFindings(findings, allRules)).toEqual([]);
  });

  test('asks AWS for nothing while it is synthesized', () => {
    expect(synthesis.missing).toEqual([]);
  });

  test('differs from the example as was agreed on', () => {
    expectGolden(`${name.replaceAll(' ', '-')}.differences.json`, differencesOf(synthesis, changed));
  });
});

/** The differences of every stack that differs by more than the name of its region. */
function differencesOf(
  synthesis: Synthesis,
  { region = 'eu-west-1', domain = names.domain }: Partial<EnvironmentConfig>,
): string {
  const found = synthesis.names.map((stack) => {
    // A stack that the example has no use for differs from none.
    const there = usual.names.includes(stack) ? usual.text(stack).replaceAll('eu-west-1', region) : '{}';
    const differences = goldenDifferences([names, there], [{ ...names, domain }, synthesis.text(stack)]);
    return [stack, Object.entries<Difference>(JSON.parse(differences)).map(shortened)] as const;
  });
  const differing = found.flatMap(([stack, differences]) =>
    differences.length > 0 ? [[stack, Object.fromEntries(differences)]] : [],
  );
  return `${JSON.stringify(Object.fromEntries(differing), undefined, 1)}\n`;
}

type Difference = readonly [there: Json, here: Json];

/** A resource that the variant does not have is told by its type alone. */
function shortened([path, [there, here]]: readonly [string, Difference]) {
  const isLeftOut = /^Resources\.\w+$/.test(path) && here === null && isRecord(there);
  return [path, isLeftOut ? [there['Type'], null] : [there, here]] as const;
}
