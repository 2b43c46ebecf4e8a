import type { BaselineEntry } from '../../contract/baseline.ts';
import { groupBy } from '../../group-by.ts';
import type { Paint } from '../../paint.ts';
import type { BaselineOutcome } from '../../policy/baseline/baseline.ts';
import type { Finding } from '../../policy/finding.ts';
import { answerOf } from '../approval.ts';
import type { Report } from '../report.ts';

/** What a baseline excuses, a line for each rule and reason with every resource, and what became of the rest of its entries. */
export function formatBaseline(report: Report, paint: Paint): readonly string[] {
  const baselined = report.findings.filter(({ status }) => status === 'baselined');
  const byRule = groupBy(baselined, (finding) => `${finding.rule}\n${answerOf(finding, report)}`);
  return [
    ...[...byRule.values()].map((findings) => formatExcused(findings, report, paint)),
    ...(report.baseline ? formatOutcome(report.baseline, paint) : []),
  ];
}

function formatExcused(findings: readonly Finding[], report: Report, paint: Paint): string {
  const [first] = findings;
  if (!first) return '';
  const byTemplate = groupBy(findings, ({ template }) => template);
  const where = [...byTemplate].map(([template, inside]) => {
    const names = new Set(
      inside.map(({ logicalId, type }) => logicalId || type).filter((name) => name !== ''),
    );
    return [template, [...names].join(', ')].filter((part) => part !== '').join(': ');
  });
  const count = findings.length === 1 ? '1 finding' : `${findings.length} findings`;
  return `${paint.doubtful('BASELINED')}  ${first.rule}  ${count}  ${where.join('; ')}  ${paint.quiet(answerOf(first, report))}`;
}

function formatOutcome(
  { file, fixed, expired, refused, notJudged }: BaselineOutcome,
  paint: Paint,
): readonly string[] {
  const line = (entries: readonly BaselineEntry[], says: string) =>
    entries.length === 0 ? [] : [`${file}: ${says}: ${entries.map(nameOf).join(', ')}`];
  return [
    ...line(fixed, 'fixed, so write the baseline again to leave them out').map(paint.good),
    ...line(expired, 'their day is over, so they count again').map(paint.bad),
    ...line(refused, 'the central policy does not let them hold').map(paint.bad),
    ...line(notJudged, 'neither found nor judged here').map(paint.doubtful),
  ];
}

function nameOf({ rule, resource, template }: BaselineEntry): string {
  return `${rule} ${[resource, template].filter((part) => part !== '').join(' of ')}`;
}
