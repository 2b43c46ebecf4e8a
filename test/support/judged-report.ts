import { Model } from '../../lib/cloudformation/model/model.ts';
import type { Finding } from '../../lib/policy/finding.ts';
import type { RuleText } from '../../lib/policy/rule.ts';
import { buildReport, type Report } from '../../lib/report/report.ts';

/** A rule whose words hold what a format has to write down as text. */
export const ruleText: RuleText = {
  id: 'EDGE-01',
  title: 'Viewers can only use HTTPS',
  severity: 'critical',
  severityReason: 'Everybody on the way reads along.',
  why: 'Clear text leaks.',
  fix: 'Redirect <b>now</b>.',
  controls: ['EDGE-01'],
  since: '0.1.0',
  stage: 'enforced',
};

/** A finding of that rule, which passed where nothing else is said. */
export const finding = (change: Partial<Finding>): Finding => ({
  rule: 'EDGE-01',
  status: 'pass',
  severity: 'critical',
  stack: 'boutique-prod-edge',
  template: 'edge.template.json',
  logicalId: 'Shop',
  type: 'AWS::CloudFront::Distribution',
  path: 'Properties.Protocol',
  message: 'Properties.Protocol is https-only',
  actual: 'https-only',
  expected: 'https-only',
  fingerprint: '0123456789abcdef',
  ...change,
});

/** A report of findings that no template led to. */
export function reportOf(findings: readonly Finding[], rules: readonly RuleText[] = [ruleText]): Report {
  return buildReport({ rules, model: new Model([]), asOf: '2026-11-22', findings });
}
