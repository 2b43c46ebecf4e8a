import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { isRecord, type Json } from '../../lib/cloudformation/model/json.ts';
import { Model } from '../../lib/cloudformation/model/model.ts';
import { packagePath } from '../../lib/package-root.ts';
import { applyBaseline } from '../../lib/policy/baseline/apply-baseline.ts';
import { baselineEntries } from '../../lib/policy/baseline/baseline-file.ts';
import { evaluate } from '../../lib/policy/evaluate.ts';
import { allRules, rules } from '../../lib/policy/rules/index.ts';
import { formatJson } from '../../lib/report/formats/json.ts';
import { buildReport } from '../../lib/report/report.ts';
import { shopTemplates, withBackups } from '../policy/diff/shop-edits.ts';
import { run } from '../support/run.ts';
import { acceptance } from '../support/storefront.ts';

const schema = JSON.parse(readFileSync(packagePath('report.schema.json'), 'utf8')) as Json;

/** Readers ignore what they do not know; the kit may print nothing that the schema does not describe. */
const isDescribed = new Ajv2020({ validateFormats: false, allErrors: true }).compile(
  closed(schema) as object,
);

function closed(part: Json): Json {
  if (Array.isArray(part)) return part.map(closed);
  if (!isRecord(part)) return part;
  const inside = Object.fromEntries(Object.entries(part).map(([name, one]) => [name, closed(one)]));
  return part['type'] === 'object' ? { ...inside, additionalProperties: false } : inside;
}

function mistakes(report: unknown): unknown {
  return isDescribed(report) ? [] : isDescribed.errors;
}

describe('The schema of the JSON report', () => {
  test('describes the report of a whole shop', () => {
    const model = new Model(shopTemplates(() => undefined, withBackups));
    const findings = evaluate(model, rules, { asOf: '2026-11-30' });
    const report = JSON.parse(
      formatJson(buildReport({ findings, rules: allRules, model, asOf: '2026-11-30' })),
    );
    expect(report.findings.length).toBeGreaterThan(1000);
    expect(mistakes(report)).toEqual([]);
  });

  test('describes the report of an account, and of a template that belongs to neither', () => {
    for (const file of [
      'test/golden/palisade-account-eu-west-1.template.json',
      'test/fixtures/open-distribution.json',
    ]) {
      const report = JSON.parse(run('check', file, '--format', 'json').out);
      expect(report.findings.length).toBeGreaterThan(0);
      expect(mistakes(report)).toEqual([]);
    }
  });

  test('describes a finding that somebody accepted', () => {
    const model = new Model([
      { name: 'a.json', sha256: '', body: { Resources: { Files: { Type: 'AWS::S3::Bucket' } } } },
    ]);
    const accepted = { ...acceptance, rule: 'DATA-01', resource: 'Files', kind: 'risk' as const };
    const acceptances = [{ name: 'accepted.yaml', entries: [accepted] }];
    const findings = evaluate(model, rules, { acceptances });
    const report = JSON.parse(
      formatJson(buildReport({ findings, rules: allRules, model, asOf: '2026-11-30' })),
    );
    expect(findings.some(({ status }) => status === 'accepted')).toBe(true);
    expect(mistakes(report)).toEqual([]);
  });

  test('describes what became of a baseline', () => {
    const model = new Model([
      { name: 'a.json', sha256: '', body: { Resources: { Files: { Type: 'AWS::S3::Bucket' } } } },
    ]);
    const found = evaluate(model, rules);
    const judged = new Set(allRules.map(({ id }) => id));
    const before = { file: 'b.json', entries: [] };
    const decided = { reason: 'Found when we began to judge', expires: '2027-06-30' };
    const entries = baselineEntries(found, { model, judged, before, ...decided });
    const context = {
      model,
      judged,
      asOf: '2026-11-30',
      refuses: ({ rule }: { rule: string }) => rule === 'DATA-01',
    };
    const { findings, outcome } = applyBaseline(found, { file: 'b.json', entries }, context);
    const report = JSON.parse(
      formatJson(buildReport({ findings, rules: allRules, model, asOf: '2026-11-30', baseline: outcome })),
    );
    expect(report.baseline.refused.length).toBeGreaterThan(0);
    expect(report.summary.baselined).toBeGreaterThan(0);
    expect(mistakes(report)).toEqual([]);
  });

  test('objects to a field that it does not describe, and to one that is missing', () => {
    const report = JSON.parse(run('check', 'test/fixtures/open-distribution.json', '--format', 'json').out);
    expect(mistakes({ ...report, verdict: 'good' })).not.toEqual([]);
    expect(mistakes({ ...report, reportVersion: undefined })).not.toEqual([]);
    expect(mistakes({ ...report, reportVersion: '4.0.0' })).not.toEqual([]);
  });
});
