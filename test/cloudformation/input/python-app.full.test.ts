import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { installPackages } from '../../../lib/preview/emulator/install.ts';
import type { Report } from '../../../lib/report/report.ts';
import { run } from '../../support/run.ts';

const app = 'test/cloudformation/input/python-app';
const folder = mkdtempSync(join(tmpdir(), 'palisade-python-'));
const [assembly, traced] = [join(folder, 'cdk.out'), join(folder, 'traced')];

beforeAll(() => {
  const python = installPackages('the CDK for Python', `${app}/requirements.txt`, {
    tell: (text) => process.stderr.write(text),
  });
  cpSync(`${app}/app.py`, join(folder, 'app.py'));
  synthesize(python, assembly);
  synthesize(python, traced, { CDK_DEBUG: 'true', JSII_HOST_STACK_TRACES: '1' });
}, 600_000);

function synthesize(python: string, outdir: string, more: NodeJS.ProcessEnv = {}): void {
  const env = { ...process.env, CDK_VALIDATION: 'false', ...more };
  const { status, stderr } = spawnSync(python, [join(folder, 'app.py'), outdir], { encoding: 'utf8', env });
  if (status !== 0) throw new Error(stderr);
}

function reportOf(path: string): Report {
  return JSON.parse(run('check', path, '--format', 'json').out);
}

/** How many findings of a rule block each bucket, by how the buckets begin. */
function blocked({ findings }: Report, bucket: string): number {
  return findings.filter(
    ({ rule, status, logicalId }) => rule === 'DATA-01' && status === 'fail' && logicalId.startsWith(bucket),
  ).length;
}

describe('an assembly that an app in Python made', () => {
  test('is refused for the bucket that is open, in the stack and in that of the stage', () => {
    const { code } = run('check', assembly);
    const report = reportOf(assembly);
    expect(code).toBe(1);
    // Each of the four switches lacks once in each stack.
    expect(blocked(report, 'Open')).toBe(8);
    expect(blocked(report, 'Closed')).toBe(0);
  });

  test('has each of its templates judged, those of nested stacks too', () => {
    const { templates } = reportOf(assembly);
    const written = readdirSync(assembly, { recursive: true, encoding: 'utf8' });
    const names = written.filter((name) => name.endsWith('.template.json')).toSorted();
    expect(names).toHaveLength(4);
    expect(templates.map(({ name }) => name).toSorted()).toEqual(names);
  });

  test('names no line of code, unless the CDK is told to record it', () => {
    const { findings } = reportOf(assembly);
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.filter(({ source }) => source !== undefined)).toEqual([]);
  });

  test('names the line of Python where the CDK records it', () => {
    const sources = reportOf(traced).findings.flatMap(({ source }) => source ?? []);
    expect([...new Set(sources)].toSorted()).toEqual(['app.py:17', 'app.py:19']);
  });
});
