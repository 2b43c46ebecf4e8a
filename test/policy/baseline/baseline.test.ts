import { describe, expect, test } from '@jest/globals';
import type { JsonRecord } from '../../../lib/cloudformation/model/json.ts';
import { Model } from '../../../lib/cloudformation/model/model.ts';
import type { BaselineEntry } from '../../../lib/contract/baseline.ts';
import { applyBaseline } from '../../../lib/policy/baseline/apply-baseline.ts';
import { baselineEntries } from '../../../lib/policy/baseline/baseline-file.ts';
import { evaluate } from '../../../lib/policy/evaluate.ts';
import { isBlocking } from '../../../lib/policy/finding.ts';
import { rules } from '../../../lib/policy/rules/index.ts';
import { storefront } from '../../support/storefront.ts';

type Files = Readonly<Record<string, JsonRecord>>;

const judged = new Set(rules.map(({ id }) => id));
const reason = 'Found when the repository was judged first';
const day = '2026-11-30';

const modelOf = (files: Files, metadata: JsonRecord = {}) =>
  new Model(
    Object.entries(files).map(([name, resources]) => ({
      name,
      sha256: '',
      body: { Metadata: metadata, Resources: resources },
    })),
  );

const before = { file: 'baseline.json', entries: [] as readonly BaselineEntry[] };

function entriesOf(files: Files, known = before, expires = '2027-06-30'): readonly BaselineEntry[] {
  const model = modelOf(files);
  return baselineEntries(evaluate(model, rules), { model, reason, expires, judged, before: known });
}

/** The files judged against a baseline of other files, on a day. */
function against(entries: readonly BaselineEntry[], files: Files, asOf = day) {
  const model = modelOf(files);
  const { findings, outcome } = applyBaseline(
    evaluate(model, rules),
    { file: 'baseline.json', entries },
    { model, asOf, judged },
  );
  const open = findings.filter(isBlocking);
  const excused = findings.filter(({ status }) => status === 'baselined');
  return { findings, outcome, open, excused };
}

const port = (cidr: string) => ({ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIp: cidr });
const group = (...rules_: readonly JsonRecord[]): JsonRecord => ({
  Type: 'AWS::EC2::SecurityGroup',
  Properties: { GroupDescription: 'Servers', VpcId: 'vpc-1', SecurityGroupIngress: rules_ },
});
const bucket: JsonRecord = { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'logs' } };
const files: Files = { 'a.json': { Logs: bucket, Servers: group(port('0.0.0.0/0')) } };

describe('a baseline', () => {
  test('has what blocks, names each thing with its reason and day, and lets none of it block', () => {
    const { findings, open, excused, outcome } = against(entriesOf(files), files);
    const found = evaluate(modelOf(files), rules);
    expect(open).toEqual([]);
    expect(excused.map(({ fingerprint }) => fingerprint)).toEqual(
      found.filter(isBlocking).map(({ fingerprint }) => fingerprint),
    );
    expect(excused.length).toBeGreaterThan(5);
    for (const { baseline } of excused) expect(baseline).toEqual({ reason, expires: '2027-06-30' });
    expect(findings.filter(({ status }) => status === 'pass')).toHaveLength(
      found.filter(({ status }) => status === 'pass').length,
    );
    expect([outcome.fixed, outcome.expired, outcome.notJudged]).toEqual([[], [], []]);
  });

  const same: readonly (readonly [string, Files])[] = [
    ['a file is renamed', { 'infra/b.json': files['a.json'] ?? {} }],
    ['resources are reordered', { 'a.json': { Servers: group(port('0.0.0.0/0')), Logs: bucket } }],
    [
      'a resource gets another logical id and stays what it is',
      { 'a.json': { Archive: bucket, Servers: group(port('0.0.0.0/0')) } },
    ],
    [
      'a resource moves to another file and stays what it is',
      { 'a.json': { Logs: bucket }, 'b.json': { Servers: group(port('0.0.0.0/0')) } },
    ],
    [
      'an item comes before another one in a list',
      {
        'a.json': {
          Logs: bucket,
          Servers: group({ ...port('10.0.0.0/8'), Description: 'From the office' }, port('0.0.0.0/0')),
        },
      },
    ],
  ];
  test.each(same)('stays valid when %s', (_, changed) => {
    const { open, excused } = against(entriesOf(files), changed);
    expect(open.map(({ rule, path }) => `${rule} ${path}`)).toEqual([]);
    expect(excused).toHaveLength(against(entriesOf(files), files).excused.length);
  });

  test('stays valid when the stacks of an app are renamed', () => {
    const inStack = (stack: string): Files => ({
      [`${stack}.template.json`]: {
        Logs1234ABCD: { ...bucket, Metadata: { 'aws:cdk:path': `${stack}/Logs/Resource` } },
      },
    });
    const { open, excused } = against(entriesOf(inStack('Shop')), inStack('Store'));
    expect([open, excused.length > 2]).toEqual([[], true]);
  });

  const news: readonly (readonly [string, Files])[] = [
    ['a second identical resource in the file', { 'a.json': { ...files['a.json'], Other: bucket } }],
    ['an identical resource of the same name in another file', { ...files, 'b.json': { Logs: bucket } }],
    [
      'a second identical item of a list',
      { 'a.json': { Logs: bucket, Servers: group(port('0.0.0.0/0'), port('0.0.0.0/0')) } },
    ],
    [
      'something worse at the same place',
      { 'a.json': { Logs: bucket, Servers: group({ ...port('0.0.0.0/0'), ToPort: 65_535 }) } },
    ],
    [
      'another property of a resource',
      { 'a.json': { Logs: bucket, Servers: group(port('0.0.0.0/0'), { ...port('::/0'), FromPort: 3306 }) } },
    ],
  ];
  test.each(news)('is not about %s', (_, changed) => {
    expect(against(entriesOf(files), changed).open).not.toEqual([]);
  });

  test('tells what is fixed, and leaves it out when it is written again', () => {
    const mended: Files = { 'a.json': { Servers: group(port('0.0.0.0/0')) } };
    const entries = entriesOf(files);
    const { open, outcome } = against(entries, mended);
    expect(open).toEqual([]);
    expect(outcome.fixed.length).toBeGreaterThan(0);
    expect([...new Set(outcome.fixed.map(({ resource }) => resource))]).toEqual(['Logs']);
    const again = entriesOf(mended, { file: 'baseline.json', entries }, '2028-01-01');
    expect(again).toEqual(entries.filter(({ resource }) => resource === 'Servers'));
  });

  test('does not call fixed what was not judged', () => {
    const entries = entriesOf(files);
    const { outcome } = against(entries, { 'b.json': {} });
    expect([outcome.fixed, outcome.notJudged]).toEqual([[], entries]);
  });

  test('ends on its day: what it was about blocks again, and is named', () => {
    const entries = entriesOf(files);
    expect(against(entries, files, '2027-06-30').open).toEqual([]);
    const late = against(entries, files, '2027-07-01');
    expect(late.excused).toEqual([]);
    expect(late.open.length).toBeGreaterThan(5);
    expect(late.outcome.expired).toEqual(entries);
  });

  test('keeps reason and day of what it had, when more is added', () => {
    const entries = entriesOf(files);
    const more: Files = { 'a.json': { ...files['a.json'], Other: bucket } };
    const again = entriesOf(more, { file: 'baseline.json', entries }, '2029-01-01');
    expect(again.filter(({ expires }) => expires === '2027-06-30')).toHaveLength(entries.length);
    const added = again.filter(({ expires }) => expires === '2029-01-01');
    expect([...new Set(added.map(({ resource }) => resource))]).toEqual(['Other']);
  });

  test('lets nothing hold that a central policy refuses, and names it', () => {
    const model = modelOf(files);
    const entries = entriesOf(files);
    const { findings, outcome } = applyBaseline(
      evaluate(model, rules),
      { file: 'baseline.json', entries },
      { model, asOf: day, judged, refuses: ({ rule }) => rule === 'NET-01' },
    );
    const open = findings.filter(isBlocking);
    expect([...new Set(open.map(({ rule }) => rule))]).toEqual(['NET-01']);
    expect(outcome.refused).toEqual(entries.filter(({ rule }) => rule === 'NET-01'));
  });

  test('is about no template that carries a contract', () => {
    const model = modelOf(files, { Palisade: storefront });
    const found = evaluate(model, rules);
    const entries = baselineEntries(found, { model, reason, expires: '2027-06-30', judged, before });
    expect(found.filter(isBlocking).length).toBeGreaterThan(0);
    expect(entries.map(({ rule }) => rule)).toEqual([]);
  });
});
