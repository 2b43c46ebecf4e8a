/**
 * The policy as a library: read templates, judge them, make a report. Everything here reads files that it is given and
 * nothing else: no clock, no network, no environment.
 */
export { readInputs } from '../../lib/cloudformation/input/read-input.ts';
export { Model } from '../../lib/cloudformation/model/model.ts';
export type { Resource, Value } from '../../lib/cloudformation/model/types.ts';
export { type EvaluateOptions, evaluate } from '../../lib/policy/evaluate.ts';
export {
  expectAbsent,
  expectFalse,
  expectNumber,
  expectOneOf,
  expectPresent,
  expectReference,
  expectTrue,
  observe,
  observeLiteral,
} from '../../lib/policy/expect.ts';
export { type Finding, isBlocking, stoppingFindings } from '../../lib/policy/finding.ts';
export { missing, notApplicable, type Observation } from '../../lib/policy/observation.ts';
export { defineRule, type OwnRule } from '../../lib/policy/own-rules/define-rule.ts';
export { type RuleCase, testRule } from '../../lib/policy/own-rules/rule-tester.ts';
export type { Rule, RuleText } from '../../lib/policy/rule.ts';
export { allRules, rules } from '../../lib/policy/rules/index.ts';
export { type Severity, severities } from '../../lib/policy/severity.ts';
export { type FormatName, formats } from '../../lib/report/formats/index.ts';
export { buildReport, type FormatOptions, type Report } from '../../lib/report/report.ts';
export { version } from '../../lib/version.ts';
