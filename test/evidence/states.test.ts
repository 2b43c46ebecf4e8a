import { describe, expect, test } from '@jest/globals';
import { cover } from '../../lib/evidence/cover.ts';
import type { Evidence, EvidenceFile } from '../../lib/evidence/evidence.ts';
import { matrixChapter } from '../../lib/evidence/matrix/matrix-chapter.ts';
import { oscalChapter } from '../../lib/evidence/oscal/oscal-chapter.ts';
import { yearChapter } from '../../lib/evidence/scope/year-chapter.ts';
import { plainFinding, type Status } from '../../lib/policy/finding.ts';
import { statusWords } from '../../lib/report/formats/html/status.ts';
import { boutiqueEvidence } from './support/boutique-evidence.ts';

const evidence = boutiqueEvidence();

/** The evidence with one status in place of every verdict that a rule has passed. */
const withoutPasses = (status: Status): Evidence => ({
  ...evidence,
  report: {
    ...evidence.report,
    findings: evidence.report.findings.map((finding) =>
      finding.status === 'pass' ? { ...plainFinding(finding), status } : finding,
    ),
  },
});

const textOf = (files: readonly EvidenceFile[], path: string) =>
  String(files.find((file) => file.path === path)?.content);

interface Row {
  readonly number: string;
  readonly design: string;
  readonly asked: boolean;
}

const rowsIn = (from: Evidence): readonly Row[] =>
  JSON.parse(textOf(matrixChapter.files(from), 'matrix-boutique-prod.json')).rows;

interface Target {
  readonly 'target-id': string;
  readonly status: { readonly state: string; readonly reason: string };
}

const targetsIn = (from: Evidence): readonly Target[] => {
  const text = textOf(oscalChapter.files(from), 'oscal/assessment-results.json');
  return JSON.parse(text)['assessment-results'].results.flatMap(
    ({ findings }: { readonly findings: readonly { readonly target: Target }[] }) =>
      findings.map(({ target }) => target),
  );
};

test('what rules passed is told as passed on pages, in JSON and in OSCAL, so that the tests below can fail', () => {
  expect(rowsIn(evidence).filter(({ design }) => design === 'pass').length).toBeGreaterThan(10);
  expect(targetsIn(evidence).filter(({ status }) => status.state === 'satisfied').length).toBeGreaterThan(10);
  expect(textOf(matrixChapter.files(evidence), 'matrix-boutique-prod.html')).toContain('>passed<');
  expect(cover(evidence, [])).toMatch(/the templates show: .*\d+ passed/);
});

describe.each(['unknown', 'accepted', 'declared', 'declined', 'baselined', 'fail'] as const)(
  'what is %s',
  (status) => {
    const changed = withoutPasses(status);

    test('is called so on the page of requirements and on the first page, and nothing there is passed', () => {
      const page = textOf(matrixChapter.files(changed), 'matrix-boutique-prod.html');
      expect(page).toContain(`<span class="status ${status}">${statusWords[status]}</span>`);
      expect(page).not.toContain('>passed<');
      expect(cover(changed, [])).toMatch(new RegExp(`the templates show: .*\\d+ ${statusWords[status]}`));
      expect(cover(changed, [])).not.toMatch(/\d+ passed/);
    });

    test('is its own state in JSON, where no row has passed', () => {
      const designs = new Set(rowsIn(changed).map(({ design }) => design));
      expect([designs.has(status), designs.has('pass')]).toEqual([true, false]);
    });

    test('satisfies nothing in OSCAL, and is the reason there', () => {
      const targets = targetsIn(changed);
      expect(targets.filter(({ status: { state } }) => state === 'satisfied')).toEqual([]);
      expect(targets.some(({ status: { reason } }) => reason === status)).toBe(true);
    });
  },
);

describe('what was not assessed', () => {
  const open = rowsIn(evidence).filter(({ asked, design }) => asked && design === 'notAssessed');

  test('is called so on the page of requirements', () => {
    const page = textOf(matrixChapter.files(evidence), 'matrix-boutique-prod.html');
    expect(open.length).toBeGreaterThan(0);
    for (const { number } of open) {
      const [, card = ''] = page.split(`id="r${number}"`);
      expect([number, /<p><span class="status[^"]*">([^<]+)</.exec(card)?.[1]]).toEqual([
        number,
        'not assessed',
      ]);
    }
  });

  test('satisfies nothing in OSCAL', () => {
    const numbers = new Set(open.map(({ number }) => `pci-${number}_design`));
    const targets = targetsIn(evidence).filter((target) => numbers.has(target['target-id']));
    expect(targets.length).toBe(numbers.size);
    for (const { status } of targets) expect(status).toMatchObject({ state: 'not-satisfied' });
  });

  test('and has no record is told as such on the sheet of the year, with the day by which it was due', () => {
    expect(textOf(yearChapter.files(evidence), 'year.html')).toContain(
      '<strong>was due by 2026-04-03</strong> (no record)',
    );
  });
});
