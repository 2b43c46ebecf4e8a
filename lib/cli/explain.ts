import { type Control, controlById, controls } from '../compliance/catalogue.ts';
import { describeMappings, describeSecurityHub } from '../compliance/mappings.ts';
import { nearest } from '../nearest.ts';
import { coloured, type Paint, plain } from '../paint.ts';
import { allRules } from '../policy/rules/index.ts';
import { severityReasonOf } from '../policy/severity.ts';
import { settingsFor } from '../repository/settings.ts';
import { type Standing, standingsOf } from '../repository/standing.ts';
import { onlyPositional, parseOptions } from './options.ts';
import { type ExitCode, type Output, UsageError } from './output.ts';

const help = `Say what a rule or a control asks, why, how to satisfy it, and what it means for PCI DSS

Usage: palisade explain RULE|CONTROL [--config FILE]

Rules of the team's own are known by the palisade.yaml that palisade check finds, or that --config names.

Examples:
  palisade explain EDGE-01
  palisade explain SCAN-01
`;

/** `palisade explain RULE|CONTROL`: everything that is known of one rule, or of one control of the catalogue. */
export function explain(args: readonly string[], output: Output): ExitCode {
  const { values, positionals } = parseOptions(args, {
    config: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  });
  if (values.help) {
    output.out(help);
    return 0;
  }
  const id = onlyPositional(positionals, 'rule');
  const paint = output.isColoured ? coloured : plain;
  const standings = standingsOf(settingsFor({ config: values.config }));
  const found = standings.find(({ rule }) => sameId(rule.id, id));
  const lines = found ? explainRule(found, paint) : explainControl(namedControl(id, standings), paint);
  output.out([...lines, ''].join('\n'));
  return 0;
}

function explainRule({ rule, version, isOwn, remarks }: Standing, paint: Paint): readonly string[] {
  const reason = severityReasonOf(rule);
  return [
    `${paint.strong(rule.id)}  ${rule.title}`,
    '',
    `Severity  ${rule.severity}`,
    ...(reason === undefined ? [] : [`Because   ${reason}`]),
    `Judges    ${rule.types?.join(', ') ?? 'whole templates'}`,
    `Since     ${isOwn ? `version ${version} of the team's rules` : `${rule.since}, ruleset ${version}`}${rule.stage === 'preview' ? ', preview: reports but never blocks' : ''}`,
    ...(remarks.length === 0 ? [] : [`Here      ${remarks.join('; ')}`]),
    ...rule.controls.map(controlById).flatMap(describeControl),
    '',
    `Why  ${rule.why}`,
    `Fix  ${rule.fix}`,
  ];
}

function explainControl(control: Control, paint: Paint): readonly string[] {
  return [
    `${paint.strong(control.id)}  ${control.title}`,
    '',
    `Severity  ${control.severity}`,
    `Rules     ${rulesFor(control)}`,
    ...about(control, 'PCI DSS   v4.0.1: '),
    ...(control.properties.length > 0 ? ['', 'Seen in'] : []),
    ...control.properties.map(({ type, property, expected }) => `  ${type} ${property}: ${expected}`),
  ];
}

function rulesFor({ id, kind }: Control): string {
  const rules = allRules.filter(({ controls: own }) => own.includes(id));
  if (rules.length > 0) return rules.map((rule) => rule.id).join(', ');
  return kind === 'runtime'
    ? 'none: running code or an account shows it'
    : 'none: people and documents show it';
}

function describeControl(control: Control): readonly string[] {
  return [`Control   ${control.id}: ${control.title}`, ...about(control, '          PCI DSS v4.0.1: ')];
}

function about(control: Control, lead: string): readonly string[] {
  const [first = '', ...rest] = describeMappings(control);
  const checks = describeSecurityHub(control);
  return [
    `${lead}${first}`,
    ...rest.map((line) => `          ${line}`),
    ...(checks ? [`          AWS Security Hub relates: ${checks}`] : []),
  ];
}

function namedControl(id: string, standings: readonly Standing[]): Control {
  const found = controls().find((candidate) => sameId(candidate.id, id));
  if (found) return found;
  const meant = nearest(
    id,
    [...standings.map(({ rule }) => rule), ...controls()].map((candidate) => candidate.id),
  );
  throw new UsageError(
    meant
      ? `found no rule or control ${id}, did you mean ${meant}?`
      : `found no rule or control ${id}, run palisade rules for the list of rules`,
  );
}

function sameId(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
