import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { isRecord, type Json } from '../../lib/cloudformation/model/json.ts';
import { rules } from '../../lib/policy/rules/index.ts';
import { withResources, write } from '../support/mutations.ts';
import { run } from '../support/run.ts';
import { deleted, example, objections, testMutants, wrong } from './mutants.ts';

testMutants(5);

/** The static example has nothing that these rules judge, so it is weakened by what they are about. */
const additions: Readonly<Record<string, (resources: Record<string, Json>) => void>> = {
  'EDGE-06-entries': (resources) => {
    resources['Added'] = { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP' } };
  },
  'HDR-05-custom': (resources) => {
    for (const resource of ofType(resources, 'AWS::CloudFront::ResponseHeadersPolicy')) {
      write(resource, 'Properties.ResponseHeadersPolicyConfig.CustomHeadersConfig.Items[0]', {
        Header: 'Refresh',
        Value: '0;url=https://stranger.example',
        Override: true,
      });
    }
  },
  'HDR-08': (resources) => {
    resources['Added'] = {
      Type: 'AWS::S3::Bucket',
      Properties: { CorsConfiguration: { CorsRules: [{ AllowedOrigins: ['*'], AllowedMethods: ['PUT'] }] } },
    };
  },
  'HDR-08-edge': (resources) => {
    for (const resource of ofType(resources, 'AWS::CloudFront::ResponseHeadersPolicy')) {
      write(resource, 'Properties.ResponseHeadersPolicyConfig.CorsConfig', {
        AccessControlAllowCredentials: true,
        AccessControlAllowOrigins: { Items: ['*'] },
        AccessControlAllowHeaders: { Items: ['*'] },
        AccessControlAllowMethods: { Items: ['ALL'] },
        OriginOverride: true,
      });
    }
  },
  'WAF-01-regional': (resources) => {
    resources['Added'] = {
      Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      Properties: { Scheme: 'internet-facing', Type: 'application' },
    };
  },
  'DATA-05-relational': (resources) => {
    resources['Added'] = { Type: 'AWS::RDS::DBInstance', Properties: { Engine: 'postgres' } };
  },
  'DATA-08-unnamed': (resources) => {
    resources['Added'] = {
      Type: 'AWS::SNS::Subscription',
      Properties: { TopicArn: 'orders', Protocol: 'sms', Endpoint: '+4930123456' },
    };
  },
  'NET-07': (resources) => {
    resources['Added'] = {
      Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
      Properties: { TargetType: 'ip', Protocol: 'HTTP' },
    };
  },
  'NET-09': (resources) => {
    resources['Added'] = { Type: 'AWS::EC2::Instance', Properties: { KeyName: 'shop' } };
  },
  'IAM-02': (resources) => {
    resources['Added'] = { Type: 'AWS::IAM::AccessKey', Properties: { UserName: 'deployer' } };
  },
  'IAM-06-grants': (resources) => {
    resources['Added'] = { Type: 'AWS::RAM::ResourceShare', Properties: { Principals: ['999999999999'] } };
  },
  'SEC-05': (resources) => {
    for (const resource of ofType(resources, 'AWS::Lambda::Function')) {
      write(resource, 'Properties.Environment', {
        Variables: { TOKEN: { 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'Shop' }, '}}']] } },
      });
    }
  },
  'SEC-07': (resources) => {
    resources['Added'] = { Type: 'AWS::RDS::DBInstance', Properties: { MasterUsername: 'admin' } };
  },
  'DET-01-suppression': (resources) => {
    resources['Added'] = { Type: 'AWS::GuardDuty::Filter', Properties: { Action: 'ARCHIVE' } };
  },
  'DET-04': (resources) => {
    resources['Added'] = { Type: 'AWS::ECR::Repository', Properties: {} };
  },
  'PAY-09': (resources) => {
    resources['Added'] = {
      Type: 'AWS::Synthetics::Canary',
      Properties: {
        Tags: [{ Key: 'palisade:watches', Value: 'payment-pages' }],
        Schedule: { Expression: 'rate(30 days)' },
      },
    };
  },
  'MAIL-02': (resources) => {
    resources['Added'] = {
      Type: 'AWS::SES::EmailIdentity',
      Properties: { EmailIdentity: 'shop.boutique.example' },
    };
  },
};

describe('the example with something added that it does not have', () => {
  test.each(Object.entries(additions))('fails %s', (id, add) => {
    const rule = rules.find((candidate) => candidate.id === id);
    const edge = example().sources.find(({ name }) => name.includes('prod-edge'))?.name ?? '';
    const added = withResources(example().sources, edge, add);
    expect(rule && objections(rule, added).map(({ rule: found }) => found)).toContain(id);
  });

  test('covers each rule that the example itself gives nothing to look at', () => {
    const looked = new Set(
      example()
        .findings.filter(({ status }) => status === 'pass')
        .map(({ rule }) => rule),
    );
    expect(rules.map(({ id }) => id).filter((id) => !looked.has(id))).toEqual(Object.keys(additions));
  });
});

function ofType(resources: Record<string, Json>, type: string): readonly Json[] {
  return Object.values(resources).filter((resource) => isRecord(resource) && resource['Type'] === type);
}

describe('palisade check on a weakened example', () => {
  const folder = mkdtempSync(join(tmpdir(), 'palisade-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(rules.map((rule) => [rule.id, rule] as const))('exits 1 and names %s', (id, rule) => {
    const pass = example().findings.find((finding) => finding.rule === id && finding.status === 'pass');
    const [mutant] = pass ? [...deleted(pass), ...wrong(pass)] : [];
    const edge = example().sources.find(({ name }) => name.includes('prod-edge'))?.name ?? '';
    const weakened =
      mutant?.sources ?? withResources(example().sources, edge, additions[rule.id] ?? (() => {}));
    for (const { name, body } of weakened) writeFileSync(join(folder, name), JSON.stringify(body));
    const { code, out } = run('check', folder, '--only', id);
    expect(code).toBe(1);
    // What a rule reads in the contract is wrong where the contract cannot be read.
    const named = pass?.logicalId === '' ? `(${id}|TEMPLATE-contract)` : id;
    expect(out).toMatch(new RegExp(`(FAIL|UNKNOWN) +${named} `));
  });
});
