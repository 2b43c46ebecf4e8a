import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readRecords } from '../../lib/evidence/records/read-records.ts';
import type { EvidenceRecord } from '../../lib/evidence/records/record.ts';
import {
  dependabotFile,
  renovateFile,
  weeklyGitlab,
  weeklyGitlabFile,
  weeklyWorkflow,
  weeklyWorkflowFile,
} from './ci-files.ts';

interface Pin {
  readonly name: string;
  readonly version: string;
  readonly sha?: string;
  readonly digest?: string;
}
const pinsOf = (file: string): readonly Pin[] => {
  const { actions, images } = JSON.parse(readFileSync(`examples/ci/${file}`, 'utf8'));
  return actions ?? images;
};
const texts = [weeklyWorkflowFile, weeklyGitlabFile].map((file) => readFileSync(file, 'utf8'));

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'palisade-weekly-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Stands in the place of npm and Docker: writes down how it was called, and ends with a code. */
function fake(program: string, code: number): void {
  const file = join(folder, 'bin', program);
  mkdirSync(join(folder, 'bin'), { recursive: true });
  writeFileSync(file, `#!/bin/sh\necho "$@" >> "${join(folder, 'calls')}"\necho '{}'\nexit ${code}\n`);
  chmodSync(file, 0o755);
}

/** Runs one script as the services do, and says whether it ended well. */
function runs(script: string, env: NodeJS.ProcessEnv = {}): boolean {
  const { status } = spawnSync('bash', ['-eo', 'pipefail', '-c', script], {
    cwd: folder,
    env: { ...process.env, PATH: `${join(folder, 'bin')}:${process.env['PATH']}`, ...env },
  });
  return status === 0;
}

const recorded = (name: string): readonly EvidenceRecord[] => {
  writeFileSync(join(folder, 'weekly', 'zap.html'), 'made by the container');
  return readRecords(join(folder, 'weekly', `${name}.records.yaml`)).records;
};
const calls = () => readFileSync(join(folder, 'calls'), 'utf8');

describe('the weekly files', () => {
  test('run actions by commit and images by digest, as the dated lists have them', () => {
    const [github = '', gitlab = ''] = texts;
    const actions = pinsOf('actions.json').map(({ name, sha, version }) => `${name}@${sha} # ${version}`);
    const used = [...github.matchAll(/uses: (.+)/g)].map(([, action = '']) => action);
    expect(used.length).toBeGreaterThan(3);
    expect(used.filter((action) => !actions.includes(action))).toEqual([]);
    for (const { name, version, digest } of pinsOf('images.json')) {
      for (const text of [github, gitlab]) expect(text).toContain(`${name}:${version}@${digest}`);
    }
  });

  test('may read the repository and nothing else, take no secret, and install nothing', () => {
    expect(weeklyWorkflow.permissions).toEqual({});
    for (const { permissions } of Object.values(weeklyWorkflow.jobs)) {
      expect(permissions).toEqual({ contents: 'read' });
    }
    for (const text of texts) {
      expect(text).not.toContain('secrets.');
      expect(text).not.toMatch(/npm (?:ci|install|exec)|npx/);
    }
  });

  test('are named in the guide, with the configurations of what asks for updates', () => {
    const guide = readFileSync('docs/ci.md', 'utf8');
    for (const file of [weeklyWorkflowFile, weeklyGitlabFile, dependabotFile, renovateFile]) {
      expect(guide).toContain(file);
    }
  });
});

describe('the workflow of GitHub', () => {
  /** Runs the steps of a job in their order, each with the outcome of the one before, as its expressions say. */
  function runJob(job: 'packages' | 'staging', STAGING_URL = 'https://staging.shop.example'): void {
    const top = { RUN: 'https://github.example/run/7', STAGING_URL };
    const outcomes = new Map<string, string>();
    for (const { id = '', run, env = {} } of weeklyWorkflow.jobs[job].steps) {
      if (run === undefined) continue;
      const resolved = Object.entries(env).map(([name, value]) => [name, resolve(value, outcomes)]);
      const isWell = runs(run, { ...top, ...Object.fromEntries(resolved) });
      outcomes.set(id, isWell ? 'success' : 'failure');
    }
  }

  function resolve(value: string, outcomes: ReadonlyMap<string, string>): string {
    const step = /steps\.(?<id>\w+)\.outcome == 'success' && 'passed' \|\| 'failed'/.exec(value)?.groups?.[
      'id'
    ];
    if (step !== undefined) return outcomes.get(step) === 'success' ? 'passed' : 'failed';
    return value;
  }

  test.each([
    [0, 'passed'],
    [1, 'failed'],
  ])('records audit and scan of the packages where their tools end with %i as %s', (code, result) => {
    fake('npm', code);
    fake('docker', code);
    runJob('packages');
    const common = { by: 'weekly workflow, https://github.example/run/7', result };
    expect(recorded('audit')).toEqual([
      expect.objectContaining({ kind: 'dependencyAudit', ...common, document: expect.anything() }),
    ]);
    expect(recorded('components')[0]).toMatchObject({ kind: 'componentScan', result });
  });

  test.each([
    [0, 'passed'],
    [2, 'failed'],
  ])('records the scan of staging where it ends with %i as %s', (code, result) => {
    fake('docker', code);
    runJob('staging');
    expect(recorded('staging')[0]).toMatchObject({ kind: 'ownScan', environment: 'staging', result });
    expect(calls()).toMatch(/zap-baseline\.py -t https:\/\/staging\.shop\.example -m 5 .* -z -silent\n/);
  });

  test('scans nothing until somebody has written the address, and records that as failed', () => {
    fake('docker', 0);
    runJob('staging', '');
    expect(recorded('staging')[0]).toMatchObject({ result: 'failed' });
    expect(existsSync(join(folder, 'calls'))).toBe(false);
  });

  test('takes what the repository has decided about alerts into the scan', () => {
    fake('docker', 0);
    writeFileSync(join(folder, 'zap-baseline.conf'), '10096\tIGNORE\t(Timestamps)\n');
    runJob('staging');
    expect(calls()).toContain('-silent -c zap-baseline.conf\n');
    expect(readFileSync(join(folder, 'weekly', 'zap-baseline.conf'), 'utf8')).toContain('10096');
  });
});

describe('the pipeline of GitLab', () => {
  test.each([
    ['weekly-audit', 'audit', 'dependencyAudit'],
    ['weekly-components', 'components', 'componentScan'],
    ['weekly-staging', 'staging', 'ownScan'],
  ] as const)('records what %s has found', (job, name, kind) => {
    const { after_script: after = [] } = weeklyGitlab[job];
    for (const [status, result] of [
      ['success', 'passed'],
      ['failed', 'failed'],
    ]) {
      mkdirSync(join(folder, 'weekly'), { recursive: true });
      for (const file of ['npm-audit.json', 'osv.json']) writeFileSync(join(folder, 'weekly', file), '{}');
      const script = after.filter((line) => !line.startsWith('cp ')).join('\n');
      expect(runs(script, { CI_JOB_STATUS: status, CI_JOB_URL: 'https://gitlab.example/7' })).toBe(true);
      expect(recorded(name)[0]).toMatchObject({
        kind,
        by: 'weekly pipeline, https://gitlab.example/7',
        result,
      });
    }
  });

  test('scans what is said to be staging, and nothing without it', () => {
    fake('zap-baseline.py', 0);
    const script = weeklyGitlab['weekly-staging'].script.join('\n').replaceAll('/zap/wrk', 'wrk');
    expect(runs(script, { STAGING_URL: '' })).toBe(false);
    expect(runs(script, { STAGING_URL: 'https://staging.shop.example' })).toBe(true);
    expect(calls()).toBe('-t https://staging.shop.example -m 5 -r zap.html -J zap.json -z -silent\n');
  });
});
