import { describe, expect, test } from '@jest/globals';
import { InputError } from '../../lib/cloudformation/input/input-error.ts';
import { Model } from '../../lib/cloudformation/model/model.ts';
import { estimateCosts, sumOf } from '../../lib/cost/estimate.ts';
import prices from '../../lib/cost/prices.json' with { type: 'json' };
import { accountTemplates, exampleAccount, existingThroughout } from '../support/account.ts';
import { boutiqueTemplates } from '../support/boutique.ts';

function estimateOf(resources: Readonly<Record<string, object>>, region?: string) {
  const body = JSON.parse(JSON.stringify({ Resources: resources }));
  const [estimate] = estimateCosts(
    new Model([{ name: 'shop.json', sha256: '', body, region: 'eu-west-1' }]),
    region,
  );
  if (!estimate) throw new Error('a model with a template has an estimate');
  return estimate;
}

const idle = (resources: Readonly<Record<string, object>>, region?: string) =>
  Object.fromEntries(estimateOf(resources, region).idle.map(({ item, dollars }) => [item, dollars]));

const subnet = (zone: string) => ({ Type: 'AWS::EC2::Subnet', Properties: { AvailabilityZone: zone } });

describe('an estimate', () => {
  test('counts keys, secrets and alarms one by one', () => {
    const alarm = { Type: 'AWS::CloudWatch::Alarm' };
    expect(idle({ One: alarm, Two: alarm, Three: alarm })['alarm']).toBeCloseTo(0.3);
  });

  test('prices a web ACL by its rules', () => {
    const acl = { Type: 'AWS::WAFv2::WebACL', Properties: { Rules: [{}, {}, {}] } };
    expect(idle({ Acl: acl })).toMatchObject({ webAcl: 5, webAclRule: 3 });
  });

  test('prices an interface endpoint in each of its zones, and a gateway endpoint not at all', () => {
    const endpoint = (type: string) => ({
      Type: 'AWS::EC2::VPCEndpoint',
      Properties: { VpcEndpointType: type, SubnetIds: ['a', 'b'] },
    });
    expect(idle({ Endpoint: endpoint('Interface') })['interfaceEndpointHour']).toBeCloseTo(2 * 730 * 0.011);
    expect(idle({ Endpoint: endpoint('Gateway') })['interfaceEndpointHour']).toBeUndefined();
  });

  test('prices a regional NAT gateway in each zone that it serves, and a zonal one once', () => {
    const gateway = (mode?: string) => ({
      Type: 'AWS::EC2::NatGateway',
      Properties: { AvailabilityMode: mode },
    });
    const zones = { A: subnet('eu-west-1a'), B: subnet('eu-west-1b'), C: subnet('eu-west-1b') };
    expect(idle({ Gateway: gateway('regional'), ...zones })['natGatewayHour']).toBeCloseTo(2 * 730 * 0.048);
    expect(idle({ Gateway: gateway(), ...zones })['natGatewayHour']).toBeCloseTo(730 * 0.048);
  });

  test.each([
    ['each month', 'cron(0 9 2 * ? *)', 3],
    ['each quarter', 'cron(0 9 2 1,4,7,10 ? *)', 1],
    ['each week', 'cron(0 9 ? * SUN *)', (2 * 1.5 * 30) / 7],
  ])('prices each backup that is restored for a test, %s', (_, ScheduleExpression, dollars) => {
    const plan = { Type: 'AWS::Backup::RestoreTestingPlan', Properties: { ScheduleExpression } };
    const selection = {
      Type: 'AWS::Backup::RestoreTestingSelection',
      Properties: { ProtectedResourceArns: ['orders', 'reports'] },
    };
    expect(idle({ Plan: plan, Selection: selection })['restoreTest']).toBeCloseTo(dollars);
  });

  test('follows the region that is asked for', () => {
    const balancer = { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer' };
    expect(idle({ Balancer: balancer })['albHour']).toBeCloseTo(730 * 0.0252);
    expect(idle({ Balancer: balancer }, 'us-east-1')['albHour']).toBeCloseTo(730 * 0.0225);
  });

  test('refuses a region that the table has no prices of', () => {
    const balancer = { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer' };
    expect(() => idle({ Balancer: balancer }, 'mx-central-1')).toThrow(InputError);
  });

  test('names what it cannot price instead of taking it to be free', () => {
    const database = { Type: 'AWS::RDS::DBInstance' };
    expect(estimateOf({ One: database, Two: database }).unpriced).toEqual({ 'AWS::RDS::DBInstance': 2 });
  });
});

describe('the boutique', () => {
  const estimates = ['prod', 'staging'].map((environment) => {
    const [estimate] = estimateCosts(new Model(boutiqueTemplates(environment)));
    if (!estimate) throw new Error(`${environment} has no estimate`);
    return estimate;
  });

  const limits = {
    // 90 until backups came: their two keys and that of their log, six alarms, and two backups that are restored each month.
    // 96 until shoppers saw their orders: the key that signs links to them, and four alarms of the function.
    production: 97,
    staging: 75,
  };

  test('costs no more in a month without orders than was decided, in production and in staging', () => {
    const [production = 0, staging = 0] = estimates.map(({ idle: lines }) => sumOf(lines));
    expect(production).toBeLessThanOrEqual(limits.production);
    expect(staging).toBeLessThanOrEqual(limits.staging);
    expect(Math.min(production, staging)).toBeGreaterThan(0);
  });

  test('has no resource whose price nobody knows', () => {
    expect(estimates.map(({ unpriced }) => unpriced)).toEqual([{}, {}]);
  });
});

test('every regional price is there for the same regions', () => {
  const regions = Object.values(prices.items).flatMap(({ price }) =>
    typeof price === 'number' ? [] : [Object.keys(price).join(' ')],
  );
  expect(new Set(regions).size).toBe(1);
});

describe('an account', () => {
  const estimateOfAccount = (...changes: Parameters<typeof exampleAccount>) => {
    const [estimate, ...others] = estimateCosts(new Model(accountTemplates(exampleAccount(...changes))));
    if (!estimate || others.length > 0) throw new Error('the stacks of an account are one estimate');
    return estimate;
  };
  const smallest = estimateOfAccount({ regions: ['us-east-1'] });

  test('of one region costs at most 15 dollars a month idle, with every service that the file creates by default', () => {
    expect(sumOf(smallest.idle)).toBeLessThanOrEqual(15);
    expect(smallest.idle.map(({ item }) => item)).toEqual(
      expect.arrayContaining([
        'trailDataEvents',
        'configItems',
        'guardDutyEvents',
        'securityChecks',
        'unusedAccess',
      ]),
    );
  });

  test('has no resource whose price nobody knows', () => {
    expect([smallest.unpriced, estimateOfAccount().unpriced]).toEqual([{}, {}]);
  });

  test('is told what the services would cost that it declines, and that is not in the sum', () => {
    expect(smallest.declined.map(({ service }) => service)).toEqual(['inspector', 'macie']);
    for (const { lines } of smallest.declined) expect(sumOf(lines)).toBeGreaterThan(0);
    expect(smallest.idle.map(({ item }) => item)).not.toContain('inspectedFunctions');
  });

  test('pays for Amazon Inspector where the file creates it', () => {
    const { detection } = exampleAccount();
    const inspected = estimateOfAccount({
      regions: ['us-east-1'],
      detection: { ...detection, inspector: 'create' },
    });
    expect(sumOf(inspected.idle) - sumOf(smallest.idle)).toBeCloseTo(12 * 0.3);
    expect(inspected.declined.map(({ service }) => service)).toEqual(['macie']);
  });

  test('pays for no service that somebody else runs', () => {
    const items = estimateOfAccount({ detection: existingThroughout }).idle.map(({ item }) => item);
    expect(
      items.filter((item) => /^(trail|config|guardDuty|security|unused|inspected|macie)/.test(item)),
    ).toEqual([]);
  });
});
