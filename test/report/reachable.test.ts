import { expect, test } from '@jest/globals';
import { Model } from '../../lib/cloudformation/model/model.ts';
import { formats } from '../../lib/report/formats/index.ts';
import { buildReport } from '../../lib/report/report.ts';
import { boutiqueTemplates } from '../support/boutique.ts';

const sources = boutiqueTemplates('prod');
const report = buildReport({ findings: [], rules: [], model: new Model(sources), asOf: '2026-11-29' });

test('the text names what is reachable, and what egress leaves open', () => {
  const lines = formats.text(report, { isColoured: false }).split('\n');
  expect(lines.filter((line) => line.startsWith('REACHABLE'))).toEqual([
    expect.stringMatching(/^REACHABLE {2}Shop\w+ {2}AWS::CloudFront::Distribution {2}/),
  ]);
  expect(lines.filter((line) => /^(OPEN|UNDECIDED)/.test(line))).toEqual([]);
  expect(lines).toContainEqual(
    expect.stringMatching(/^EGRESS {2}PaymentSession\w+, .*: A firewall for names judges no connections/),
  );
});

test('the page says where requests go, and which names resolve', () => {
  const page = formats.html(report, { isColoured: false });
  expect(page).toContain('Reachable from the internet');
  expect(page).toMatch(/→ load balancer IngressLoadBalancer\w+ → .*→ PaymentCallback/);
  expect(page).toContain('No barrier behind it is open.');
  expect(page).toContain('api.stripe.com');
});

test('templates without anything to reach say so', () => {
  const empty = buildReport({ findings: [], rules: [], model: new Model([]), asOf: '2026-11-29' });
  expect(formats.html(empty, { isColoured: false })).toContain(
    'Nothing of these templates has an address on the internet.',
  );
  expect(formats.text(empty, { isColoured: false })).not.toMatch(/REACHABLE|EGRESS/);
});
