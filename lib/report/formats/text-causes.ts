import { groupBy } from '../../group-by.ts';
import type { Paint } from '../../paint.ts';
import { type Finding, isBlocking } from '../../policy/finding.ts';
import { severities } from '../../policy/severity.ts';
import { type Cause, causesOf } from '../causes.ts';
import { type Report, type RuleResult, rulesById } from '../report.ts';

/** What stops a deployment, a block of lines for each rule: the rule with its fix, and a line for each thing to change. The worst comes first. */
export function formatCauses(report: Report, paint: Paint): readonly string[] {
  const rules = rulesById(report);
  const byRule = groupBy(
    causesOf(report.findings.filter(isBlocking)),
    ({ findings: [{ rule, severity }] }) => `${severities.indexOf(severity)} ${rule}`,
  );
  const worst = [...byRule].sort(([one], [other]) => Number(one[0]) - Number(other[0]));
  return worst.flatMap(([, causes]) => formatRule(causes, rules, paint));
}

function formatRule(
  causes: readonly Cause[],
  rules: ReadonlyMap<string, RuleResult>,
  paint: Paint,
): readonly string[] {
  const [first] = causes.map(({ findings: [finding] }) => finding);
  if (!first) return [];
  const { fix = '', stage } = rules.get(first.rule) ?? {};
  const preview = stage === 'preview' ? '  in preview, so it stops nothing' : '';
  const isFailed = causes.some(({ findings: [{ status }] }) => status === 'fail');
  const word = isFailed ? paint.bad('FAIL   ') : paint.doubtful('UNKNOWN');
  const alike = groupBy(causes, ({ findings: [{ template, status }], message }) =>
    [template, status, message].join('\n'),
  );
  return [
    `${word}  ${first.rule}  ${first.severity}${preview}  ${paint.quiet(fix)}`.trimEnd(),
    ...[...alike.values()].map((same) => formatLine(same, isFailed, paint)),
    '',
  ];
}

/** One line for what is wrong with several resources of a template in the same words. */
function formatLine(same: readonly Cause[], isFailed: boolean, paint: Paint): string {
  const [first, ...others] = same.map(({ findings: [finding] }) => finding);
  if (!first) return '';
  const { template, line, status } = first;
  const where = line === undefined ? template : `${template}:${line}`;
  const names = [
    nameOf(first, paint),
    ...others.map((finding) => `${nameOf(finding, paint)}${lineOf(finding)}`),
  ];
  const doubt = isFailed && status === 'unknown' ? `${paint.doubtful('unknown')}: ` : '';
  const named = names.filter((name) => name !== '').join(', ');
  return `  ${[where, named].filter((part) => part !== '').join('  ')}: ${doubt}${same[0]?.message}`;
}

function nameOf({ logicalId, type, construct, source }: Finding, paint: Paint): string {
  const made = [construct, source].filter((part) => part !== undefined).join(' at ');
  const named = paint.strong(logicalId || type);
  return made === '' ? named : `${named} ${paint.quiet(`(${made})`)}`;
}

function lineOf({ line }: Finding): string {
  return line === undefined ? '' : ` (line ${line})`;
}
