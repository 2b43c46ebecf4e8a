import { expect, test } from '@jest/globals';
import { Model } from '../../lib/cloudformation/model/model.ts';
import { readTemplateAcceptances } from '../../lib/contract/acceptance.ts';
import { approvalOf } from '../../lib/report/approval.ts';
import { formats } from '../../lib/report/formats/index.ts';
import { buildReport, type Report } from '../../lib/report/report.ts';
import { acceptance, storefront } from '../support/storefront.ts';

const recommended = {
  ...acceptance,
  rule: 'AwsSolutions::AwsSolutions-CFR1',
  approver: 'palisade',
  decision: 'every-country',
};
const confirmed = { ...recommended, confirmed: { by: 'Jane Roe', on: '2026-11-23' } };

function reportOf(acceptances: readonly (typeof recommended | typeof acceptance)[], asOf: string): Report {
  const body = { Metadata: { Palisade: { ...storefront, acceptances } }, Resources: {} };
  const model = new Model([{ name: 'a.json', sha256: '', body }]);
  return buildReport({ findings: [], rules: [], model, asOf });
}

test.each([
  ['a person', acceptance, 'approved by security@boutique.example'],
  ['the kit', recommended, 'recommended by palisade (every-country), not confirmed'],
  [
    'the kit, and confirmed by a person',
    confirmed,
    'recommended by palisade (every-country), confirmed by Jane Roe on 2026-11-23',
  ],
])('the report says of what is accepted by %s who answers for it', (_, entry, says) => {
  const [read] = readTemplateAcceptances([entry]).acceptances;
  expect(read && approvalOf(read, { asOf: '2026-11-23' })).toBe(says);
});

test('a confirmation counts from its day on', () => {
  expect(reportOf([confirmed], '2026-11-22').unconfirmed).toEqual(['every-country']);
  expect(reportOf([confirmed], '2026-11-23').unconfirmed).toEqual([]);
});

test('text, HTML and JSON name the recommendations that nobody has confirmed, each one once', () => {
  const open = reportOf([recommended, { ...recommended, resource: 'Other' }, acceptance], '2026-11-23');
  const closed = reportOf([confirmed], '2026-11-23');
  const print = (report: Report, format: keyof typeof formats) =>
    formats[format](report, { isColoured: false });
  expect(print(open, 'text')).toContain('nobody has confirmed: every-country. Confirm them');
  expect(print(closed, 'text')).not.toContain('nobody has confirmed');
  expect(print(open, 'html')).toContain('nobody of the shop has confirmed them: every-country.');
  expect(print(closed, 'html')).not.toContain('nobody of the shop');
  expect(JSON.parse(print(open, 'json'))).toMatchObject({ unconfirmed: ['every-country'] });
});
