import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readInputs } from '../../lib/cloudformation/input/read-input.ts';
import { Model } from '../../lib/cloudformation/model/model.ts';
import type { TemplateSource } from '../../lib/cloudformation/model/types.ts';
import type { Evidence, EvidenceFile } from '../../lib/evidence/evidence.ts';
import { hashOf, type Manifest, manifest, manifestOf } from '../../lib/evidence/manifest/manifest.ts';
import { templateFiles } from '../../lib/evidence/manifest/templates.ts';
import { differencesFrom } from '../../lib/evidence/manifest/verify.ts';
import { noRecords } from '../../lib/evidence/records/record.ts';
import { rules } from '../../lib/policy/rules/index.ts';
import { buildReport } from '../../lib/report/report.ts';

const text =
  '﻿{"Resources": {"Topic": {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": "Grüße"}}}}\r\n';
const asOf = '2026-11-30';

let folder = '';
let sources: readonly TemplateSource[] = [];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'palisade-evidence-'));
  writeFileSync(join(folder, 'topic.json'), text);
  ({ sources } = readInputs([folder], []));
});
afterAll(() => rmSync(folder, { recursive: true }));

function evidenceOf(given: readonly TemplateSource[]): Evidence {
  const model = new Model(given);
  const report = buildReport({ findings: [], rules, model, asOf });
  return { report, model, period: { from: '2026-01-01', to: '2026-12-31' }, asOf, records: noRecords };
}

function listOf(evidence: Evidence, files: readonly EvidenceFile[]): Manifest {
  return manifest.parse(JSON.parse(String(manifestOf(evidence, files).content)));
}

const asFound = (files: readonly EvidenceFile[]) =>
  new Map(files.map(({ path, content }) => [path, Buffer.from(content)]));

describe('a bundle', () => {
  test('holds each template byte for byte as it was judged, under the hash that the manifest names', () => {
    const evidence = evidenceOf(sources);
    const files = templateFiles(evidence);
    expect(files).toEqual([{ path: 'templates/topic.json', content: text }]);
    expect(listOf(evidence, files).templates).toEqual([
      { name: 'topic.json', sha256: hashOf(text), file: 'templates/topic.json' },
    ]);
    expect(differencesFrom(listOf(evidence, files), asFound(files))).toEqual([]);
  });

  test('keeps templates apart whose names differ only by where they begin', () => {
    const named = ['../a/t.json', 'a/t.json', '../../a/t.json'].flatMap((name) =>
      sources.map((source) => ({ ...source, name })),
    );
    expect(templateFiles(evidenceOf(named)).map(({ path }) => path)).toEqual([
      'templates/a/1-t.json',
      'templates/a/0-t.json',
      'templates/a/2-t.json',
    ]);
  });

  test('has no file for a template that nobody could read as one', () => {
    const unread = sources.map(({ name, sha256 }) => ({ name, sha256, body: {}, unreadable: 'no' }));
    const evidence = evidenceOf(unread);
    expect([templateFiles(evidence), listOf(evidence, []).templates]).toEqual([
      [],
      [{ name: 'topic.json', sha256: hashOf(text) }],
    ]);
  });

  test('is not whole where its list was made anew for a template that nobody judged', () => {
    const evidence = evidenceOf(sources);
    const other = [{ path: 'templates/topic.json', content: '{}' }];
    expect(differencesFrom(listOf(evidence, other), asFound(other))).toEqual([
      { path: 'templates/topic.json', is: 'not the template that was judged' },
    ]);
  });
});

describe('the hash of the rules', () => {
  test('changes with any word of a rule, and not with what the rule found', () => {
    const evidence = evidenceOf(sources);
    const hashWith = (change: object) => {
      const [first, ...others] = evidence.report.rules;
      if (!first) throw new Error('there are rules');
      const report = { ...evidence.report, rules: [{ ...first, ...change }, ...others] };
      return listOf({ ...evidence, report }, []).ruleset.sha256;
    };
    const before = listOf(evidence, []).ruleset.sha256;
    expect(hashWith({ status: 'fail' })).toBe(before);
    for (const change of [{ why: 'because' }, { version: '9.9.9' }, { severity: 'info' }]) {
      expect(hashWith(change)).not.toBe(before);
    }
  });
});

test('the manifest names the program that judged, where it was built', () => {
  const evidence = evidenceOf(sources);
  expect(listOf(evidence, []).tool).not.toHaveProperty('sha256');
  const program = hashOf('program');
  expect(listOf({ ...evidence, program }, []).tool.sha256).toBe(program);
});
