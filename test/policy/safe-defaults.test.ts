import { describe, expect, test } from '@jest/globals';
import type { JsonRecord } from '../../lib/cloudformation/model/json.ts';
import { Model } from '../../lib/cloudformation/model/model.ts';
import { evaluate } from '../../lib/policy/evaluate.ts';
import { isBlocking } from '../../lib/policy/finding.ts';
import { rules } from '../../lib/policy/rules/index.ts';
import facts from '../../lib/policy/safe-defaults.json' with { type: 'json' };
import { storefront } from '../support/storefront.ts';

function blocking(properties: JsonRecord, metadata: JsonRecord = {}, type = 'AWS::S3::Bucket') {
  const resource = { Type: type, Properties: properties };
  const body = { Metadata: metadata, Resources: { Files: resource } };
  return evaluate(new Model([{ name: 'a.json', sha256: '', body }]), rules).filter(isBlocking);
}

const below = (path: string) => (finding: { readonly path: string }) => finding.path.startsWith(path);

describe('a block that a setting of the account makes up for', () => {
  test.each(facts.accountSettings)('is asked for at $severity where nobody writes $path of $type', (one) => {
    const body = { Resources: { Server: { Type: one.type, Properties: {} } } };
    const findings = evaluate(new Model([{ name: 'a.json', sha256: '', body }]), rules).filter(isBlocking);
    expect(findings.filter(below(one.path))).toEqual([
      expect.objectContaining({
        status: 'unknown',
        severity: one.severity,
        message: expect.stringContaining(one.says),
      }),
    ]);
  });

  test('is as severe as its rule says where a volume is listed that is not encrypted', () => {
    const Properties = { BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { Encrypted: false } }] };
    const body = { Resources: { Server: { Type: 'AWS::EC2::Instance', Properties } } };
    const findings = evaluate(new Model([{ name: 'a.json', sha256: '', body }]), rules).filter(isBlocking);
    expect(findings.filter(below('Properties.BlockDeviceMappings'))).toEqual([
      expect.objectContaining({ status: 'fail', severity: 'high' }),
    ]);
  });
});

describe('a block that AWS sets by itself', () => {
  test.each(facts.defaults)('is asked for at $severity where nobody writes $path of $type', (one) => {
    const findings = blocking({}, {}, one.type).filter(below(one.path));
    expect(findings.length).toBeGreaterThan(0);
    for (const { severity, message } of findings) {
      expect([severity, message]).toEqual([one.severity, expect.stringContaining(one.says)]);
    }
  });

  test('is less severe beside an access list that is private, which is what counts without one', () => {
    const found = blocking({ AccessControl: 'Private' }).filter(
      below('Properties.PublicAccessBlockConfiguration'),
    );
    expect(found.map(({ severity }) => severity)).toEqual(['low', 'low', 'low', 'low']);
  });

  test('is as severe as its rule says where it is written and wrong, or partly written', () => {
    const switches = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: false };
    const found = blocking({ PublicAccessBlockConfiguration: switches }).filter(
      below('Properties.PublicAccessBlockConfiguration'),
    );
    expect(found.map(({ severity }) => severity)).toEqual(['critical', 'critical']);
  });

  test.each([
    ['an access list', { AccessControl: 'PublicRead' }],
    ['a website', { WebsiteConfiguration: { IndexDocument: 'index.html' } }],
  ])('lessens nothing where somebody opens the bucket by %s', (_, properties) => {
    const found = blocking(properties).filter(below('Properties.PublicAccessBlockConfiguration'));
    expect(found.map(({ severity }) => severity)).toEqual(Array(4).fill('critical'));
  });

  test('lessens nothing where a queue says that it is not encrypted', () => {
    const found = blocking({ SqsManagedSseEnabled: false }, {}, 'AWS::SQS::Queue').filter(
      below('Properties.SqsManagedSseEnabled'),
    );
    expect(found.map(({ severity }) => severity)).toEqual(['medium']);
  });

  test('is as severe as its rule says in a storefront, which writes what it relies on', () => {
    const found = blocking({}, { Palisade: storefront }).filter(
      below('Properties.PublicAccessBlockConfiguration'),
    );
    expect(found.map(({ severity }) => severity)).toEqual(Array(4).fill('critical'));
  });

  test.each(facts.defaults)('has a day and a source: $path', ({ since, source }) => {
    expect(since <= facts.asOf).toBe(true);
    expect(source).toMatch(/^https:\/\/aws\.amazon\.com\//);
  });
});
