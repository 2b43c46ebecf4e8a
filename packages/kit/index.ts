/**
 * The policy as a library: read templates, judge them, make a report. Everything here reads files that it is given and
 * nothing else: no clock, no network, no environment.
 */
export { readInputs } from '../../lib/cloudformation/input/read-input.ts';
export { Model } from '../../lib/cloudformation/model/model.ts';
export { type EvaluateOptions, evaluate } from '../../lib/policy/evaluate.ts';
export { type Finding, isBlocking, stoppingFindings } from '../../lib/policy/finding.ts';
export type { Rule, RuleText } from '../../lib/policy/rule.ts';
export { allRules, rules } from '../../lib/policy/rules/index.ts';
export { type Severity, severities } from '../../lib/policy/severity.ts';
export { type FormatName, formats } from '../../lib/report/formats/index.ts';
export { buildReport, type FormatOptions, type Report } from '../../lib/report/report.ts';
export { version } from '../../lib/version.ts';
