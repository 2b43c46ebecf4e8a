import { describe, expect, test } from '@jest/globals';
import { formatMarkdown } from '../../../lib/report/formats/markdown.ts';
import { finding, reportOf, ruleText } from '../../support/judged-report.ts';
import { acceptance } from '../../support/storefront.ts';

const text = (...[findings, rules]: Parameters<typeof reportOf>) =>
  formatMarkdown(reportOf(findings, rules), { isColoured: false, folder: 'cdk.out', app: '.' });

describe('the Markdown report', () => {
  test('begins with the verdict', () => {
    expect(text([finding({})])).toMatch(/^### Palisade: nothing stops a deployment\n/);
    expect(text([finding({ status: 'unknown' })])).toMatch(/^### Palisade: 1 finding stops a deployment\n/);
    const preview = [{ ...ruleText, stage: 'preview' }] as const;
    expect(text([finding({ status: 'fail' })], preview)).toMatch(
      /^### Palisade: nothing stops a deployment\n/,
    );
  });

  test('groups findings by rule, says where each is, and says the fix once', () => {
    const page = text([
      finding({ status: 'fail', message: 'is allow-all', line: 7 }),
      finding({ status: 'unknown', message: 'is unknown', logicalId: 'Mirror', source: 'lib/shop.ts:12' }),
    ]);
    expect(page).toContain('#### EDGE-01: Viewers can only use HTTPS (critical)\n');
    expect(page).toContain('| fail | `Shop` | `cdk.out/edge.template.json:7` | is allow-all |\n');
    expect(page).toContain('| unknown | `Mirror` | `lib/shop.ts:12` | is unknown |\n');
    expect(page.match(/Fix: /g)).toHaveLength(1);
  });

  test('folds what somebody answers for', () => {
    const page = text([finding({ status: 'accepted', acceptance: { ...acceptance, kind: 'risk' } })]);
    expect(page).toContain('<details><summary>Accepted, declared and declined: 1</summary>');
    expect(page).toContain(`until ${acceptance.expires}`);
  });

  test('makes neither link nor tag nor cell of what a template holds, and calls nobody', () => {
    const message = 'a | b <img src=x> [c](https://evil.example) @team `d`';
    expect(text([finding({ status: 'fail', message })])).toContain(
      '| a \\| b \\<img src=x\\> \\[c\\](https:\u200B//evil.example) @\u200Bteam \\`d\\` |',
    );
  });
});
