import { describe, expect, test } from '@jest/globals';
import type { JsonRecord } from '../../lib/cloudformation/model/json.ts';
import { Model } from '../../lib/cloudformation/model/model.ts';
import { evaluate } from '../../lib/policy/evaluate.ts';
import type { Finding } from '../../lib/policy/finding.ts';
import { rules } from '../../lib/policy/rules/index.ts';
import { causesOf } from '../../lib/report/causes.ts';
import { formatText } from '../../lib/report/formats/text.ts';
import { finding, reportOf, ruleText } from '../support/judged-report.ts';
import { acceptance } from '../support/storefront.ts';

const findingsIn = (resources: JsonRecord) =>
  evaluate(new Model([{ name: 'a.json', sha256: '', body: { Resources: resources } }]), rules);
const bucket = (properties: JsonRecord = {}) => ({ Type: 'AWS::S3::Bucket', Properties: properties });
const openTo = (findings: readonly Finding[], rule: string) =>
  causesOf(findings).filter(({ findings: [first] }) => first.rule === rule);
const switches = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];

describe('a cause', () => {
  test('is one for a block that is absent, and says once what has to stand in it', () => {
    const causes = openTo(findingsIn({ Logs: bucket() }), 'DATA-01').filter(({ path }) =>
      path.endsWith('PublicAccessBlockConfiguration'),
    );
    expect(causes).toHaveLength(1);
    expect(causes[0]?.findings).toHaveLength(4);
    expect(causes[0]?.message).toBe(
      `Properties.PublicAccessBlockConfiguration is not set; expected ${switches.map((name) => `${name}: true`).join(', ')}; S3 blocks public access of buckets made since 2023-04-27; writing it covers older ones too`,
    );
  });

  test('is one for each property where the block is written', () => {
    const block = { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: false };
    const findings = findingsIn({ Logs: bucket({ PublicAccessBlockConfiguration: block }) });
    const paths = openTo(findings, 'DATA-01').map(({ path }) => path.split('.').at(-1));
    expect(paths).toEqual(['IgnorePublicAcls', 'RestrictPublicBuckets']);
  });

  test('is one for each rule of a security group, and says that the world may connect', () => {
    const item = { IpProtocol: '-1', CidrIp: '0.0.0.0/0' };
    const group = { Type: 'AWS::EC2::SecurityGroup', Properties: { SecurityGroupIngress: [item] } };
    const causes = openTo(findingsIn({ Server: group }), 'NET-01');
    expect(causes.map(({ path }) => path)).toEqual(['Properties.SecurityGroupIngress[0]']);
    expect(causes[0]?.message).toContain('CidrIp is 0.0.0.0/0; expected private addresses');
    expect(causes[0]?.message).toContain('FromPort is not set, open to the internet');
  });

  test('is less severe for a service that nobody limits than for a stranger', () => {
    const role = (Principal: JsonRecord) => ({
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal }] },
      },
    });
    const severities = (principal: JsonRecord) =>
      openTo(findingsIn({ Role: role(principal) }), 'IAM-03').map(({ findings: [first] }) => first.severity);
    expect(severities({ Service: 'scheduler.amazonaws.com' })).toEqual(['medium']);
    expect(severities({ AWS: '999999999999' })).toEqual(['high']);
  });

  test('is one for each resource, also where names differ in nothing but the hash of the CDK', () => {
    const findings = findingsIn({ LogsABCDEF01: bucket(), LogsABCDEF02: bucket() });
    const causes = openTo(findings, 'DATA-01');
    expect(new Set(causes.map(({ id }) => id)).size).toBe(causes.length);
    expect(new Set(causes.map(({ findings: [{ logicalId }] }) => logicalId)).size).toBe(2);
  });

  test('keeps its id whatever is judged beside it, and when its file gets another name', () => {
    const ids = (body: JsonRecord, name: string) =>
      causesOf(evaluate(new Model([{ name, sha256: '', body: { Resources: body } }]), rules))
        .filter(({ findings: [{ logicalId }] }) => logicalId === 'Logs')
        .map(({ id }) => id);
    expect(ids({ Other: bucket(), Logs: bucket() }, 'b.json')).toEqual(ids({ Logs: bucket() }, 'a.json'));
  });

  test('has findings of one status, and none that passed', () => {
    const causes = causesOf(findingsIn({ Logs: bucket(), Key: { Type: 'AWS::KMS::Key', Properties: {} } }));
    for (const { findings } of causes) {
      expect(new Set(findings.map(({ status }) => status)).size).toBe(1);
      expect(['fail', 'unknown']).toContain(findings[0].status);
    }
  });

  test('does not put together what different people answer for', () => {
    const accepted = { ...finding({ cause: 'c' }), status: 'accepted' as const };
    const causes = causesOf([
      { ...accepted, acceptance: { ...acceptance, kind: 'risk' } },
      { ...accepted, acceptance: { ...acceptance, kind: 'risk', owner: 'somebody else' } },
    ]);
    expect(causes).toHaveLength(2);
  });
});

describe('the text of a report', () => {
  const fail = { status: 'fail', message: 'Properties.Protocol is allow-all', line: 7 } as const;
  const linesOf = (...[findings, rules]: Parameters<typeof reportOf>) =>
    formatText(reportOf(findings, rules), { isColoured: false }).split('\n').slice(2, -2);

  test('has one line for resources of a template of which the same is said, and the fix once', () => {
    expect(
      linesOf([
        finding({ ...fail, fingerprint: '1' }),
        finding({ ...fail, fingerprint: '2', logicalId: 'Blog', line: 30 }),
        finding({ ...fail, fingerprint: '3', template: 'other.json' }),
      ]),
    ).toEqual([
      'FAIL     EDGE-01  critical  Redirect <b>now</b>.',
      '  edge.template.json:7  Shop, Blog (line 30): Properties.Protocol is allow-all',
      '  other.json:7  Shop: Properties.Protocol is allow-all',
      '',
    ]);
  });

  test('says the worst first, and of which resource of the app it speaks', () => {
    const low = { ...ruleText, id: 'EDGE-02', severity: 'low', fix: 'Do it.' } as const;
    const made = { construct: 'Shop/Distribution', source: 'lib/shop.ts:3' };
    expect(
      linesOf(
        [
          finding({ ...fail, rule: 'EDGE-02', severity: 'low' }),
          finding({ ...fail, ...made, fingerprint: '1' }),
        ],
        [low, ruleText],
      ),
    ).toEqual([
      'FAIL     EDGE-01  critical  Redirect <b>now</b>.',
      '  edge.template.json:7  Shop (Shop/Distribution at lib/shop.ts:3): Properties.Protocol is allow-all',
      '',
      'FAIL     EDGE-02  low  Do it.',
      '  edge.template.json:7  Shop: Properties.Protocol is allow-all',
      '',
    ]);
  });
});
