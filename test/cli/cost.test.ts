import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { run } from '../support/run.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'palisade-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(resources: object): string {
  const path = join(folder, 'shop.json');
  writeFileSync(path, JSON.stringify({ Resources: resources }));
  return path;
}

const shop = { Zone: { Type: 'AWS::Route53::HostedZone' }, Base: { Type: 'AWS::RDS::DBInstance' } };

describe('palisade cost', () => {
  test('prints the sum, each line with its quantity and price, and what it does not price', () => {
    expect(run('cost', put(shop))).toEqual({
      code: 0,
      err: '',
      out: [
        'shop.json: $0.50 a month idle, $0.00 for 1,000 orders',
        '  a month, idle',
        '       $0.50  hosted zone  1 × 0.5 per zone and month, us-east-1; shop.json',
        '  for 1,000 orders',
        '  not priced, so not in the sums: 1 AWS::RDS::DBInstance',
        '',
        'List prices of 2026-11-29 in US dollars, without free tiers and taxes. What an account has once stands in the estimate of the account.',
        '',
      ].join('\n'),
    });
  });

  test('prints the same as JSON', () => {
    const { out } = run('cost', put(shop), '--format', 'json');
    expect(JSON.parse(out)).toMatchObject({
      schema: 'palisade-cost/1',
      environments: [{ name: 'shop.json', idleTotal: 0.5, unpriced: { 'AWS::RDS::DBInstance': 1 } }],
    });
  });

  test('refuses a region without prices in one sentence that names the others', () => {
    const balancer = put({ Balancer: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer' } });
    const refused = run('cost', balancer, '--region', 'mx-central-1');
    expect(refused.code).toBe(2);
    expect(refused.err).toContain(
      'has no price of "Application Load Balancer" in mx-central-1, name one of us-east-1,',
    );
  });
});
