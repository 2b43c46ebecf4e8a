import { expect, test } from '@jest/globals';
import { Model } from '../../../../lib/cloudformation/model/model.ts';
import { evaluate } from '../../../../lib/policy/evaluate.ts';
import { isBlocking } from '../../../../lib/policy/finding.ts';
import { rules } from '../../../../lib/policy/rules/index.ts';
import { formats } from '../../../../lib/report/formats/index.ts';
import { buildReport } from '../../../../lib/report/report.ts';
import { variantTemplates } from '../../../support/boutique.ts';

const model = new Model(variantTemplates('with copies of its backups in another account'));
const asOf = '2026-11-30';
const findings = evaluate(model, rules, { asOf });
const report = buildReport({ findings, rules, model, asOf });

/** What is said about the places that name the other account. */
const about = findings.filter(
  ({ actual, path }) =>
    actual.includes('333333333333') && /(?:\.Principal|\.DestinationBackupVaultArn)$/.test(path),
);

test('a whole report passes nothing that the owner of the other account answers for', () => {
  expect(new Set(about.map(({ rule, status }) => `${rule} ${status}`))).toEqual(
    new Set(['BKP-04 declared', 'KEY-02 declared']),
  );
  expect(findings.filter(isBlocking)).toEqual([]);
});

test.each([
  ['the copies into the vault, of each rule of the plan', 'BKP-04', 2],
  ['its copies and grants by the key of the vault', 'KEY-02', 2],
])('a whole report says that %s are declared, and by whom', (_, rule, count) => {
  const declared = findings.filter((finding) => finding.status === 'declared' && finding.rule === rule);
  expect(declared.map(({ declaration }) => declaration?.owner)).toEqual(
    Array(count).fill('security@boutique.example'),
  );
  expect(formats.text(report, { isColoured: false })).toMatch(
    new RegExp(`DECLARED  ${rule} .*security@boutique.example`),
  );
});
