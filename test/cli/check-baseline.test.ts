import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { run } from '../support/run.ts';

const reason = 'Found when the repository was judged first';

describe('palisade check with a baseline', () => {
  let folder = '';
  let template = '';
  let file = '';
  const write = (...args: readonly string[]) => run('check', template, '--write-baseline', file, ...args);
  const decided = ['--reason', reason, '--expires', '2027-06-30', '--as-of', '2026-11-30'];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'palisade-baseline-'));
    template = join(folder, 'a.json');
    file = join(folder, 'baseline.json');
    writeFileSync(template, JSON.stringify({ Resources: { Logs: { Type: 'AWS::S3::Bucket' } } }));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('writes what blocks, and then nothing blocks, all of it is counted, and none has passed', () => {
    expect(run('check', template).code).toBe(1);
    const written = write(...decided);
    expect([written.code, written.err]).toEqual([0, '']);
    expect(written.out).toMatch(/^baseline: .* has \d+ entries about \d+ findings; .* 2027-06-30/);

    const { code, out } = run('check', template, '--baseline', file, '--as-of', '2026-11-30');
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`BASELINED  DATA-03 .* a.json: Logs .*until 2027-06-30: ${reason}`));
    expect(out).toMatch(/, 0 failed, 0 unknown, \d+ baselined, /);
  });

  test('says in JSON what became of it, and of which finding', () => {
    const { out } = run('check', template, '--baseline', file, '--format', 'json', '--as-of', '2026-11-30');
    const { findings, summary, baseline } = JSON.parse(out);
    const excused = findings.filter(({ status }: { status: string }) => status === 'baselined');
    expect(excused).toHaveLength(summary.baselined);
    expect(excused[0].baseline).toEqual({ reason, expires: '2027-06-30' });
    expect(baseline).toMatchObject({ fixed: [], expired: [], refused: [], notJudged: [] });
    expect(baseline.entries).toBe(JSON.parse(readFileSync(file, 'utf8')).entries.length);
  });

  test('suppresses it in SARIF with its reason', () => {
    const { out } = run('check', template, '--baseline', file, '--format', 'sarif', '--as-of', '2026-11-30');
    const { results } = JSON.parse(out).runs[0];
    expect(results.length).toBeGreaterThan(1);
    for (const { suppressions } of results) expect(suppressions[0].justification).toContain(reason);
  });

  test('blocks again after its day, and says so', () => {
    const { code, out } = run('check', template, '--baseline', file, '--as-of', '2027-07-01');
    expect(code).toBe(1);
    expect(out).toContain('their day is over, so they count again: ');
  });

  test('names what is fixed', () => {
    writeFileSync(template, JSON.stringify({ Resources: {} }));
    const { code, out } = run('check', template, '--baseline', file, '--as-of', '2026-11-30');
    expect(code).toBe(0);
    expect(out).toContain('fixed, so write the baseline again to leave them out: ');
  });

  test.each([
    ['without a reason', ['--expires', '2027-06-30'], /^palisade: --reason: found nothing/],
    ['with a reason that says nothing', ['--reason', 'later', '--expires', '2027-06-30'], /found later/],
    ['without a day', ['--reason', reason], /--expires: found nothing/],
    [
      'with a day that is over',
      ['--reason', reason, '--expires', '2026-11-30'],
      /--expires: found 2026-11-30/,
    ],
    [
      'with a day that is none',
      ['--reason', reason, '--expires', '2027-02-30'],
      /--expires: found 2027-02-30/,
    ],
  ])('is not written %s', (_, args, sentence) => {
    const known = readFileSync(file, 'utf8');
    const { code, err } = write(...args, '--as-of', '2026-11-30');
    expect([code, err.trimEnd().split('\n').length]).toEqual([2, 1]);
    expect(err).toMatch(sentence);
    expect(readFileSync(file, 'utf8')).toBe(known);
  });

  test('is refused in one sentence where it is no baseline', () => {
    const other = join(folder, 'other.json');
    writeFileSync(other, JSON.stringify({ schema: 'palisade-baseline/1', entries: [{ rule: 'DATA-01' }] }));
    const { code, err } = run('check', template, '--baseline', other);
    expect([code, err.trimEnd().split('\n').length]).toEqual([2, 1]);
    expect(err).toContain('other.json: entries.0.status');
  });
});
