import { summarizeRoute } from '../../compliance/saq.ts';
import { groupBy } from '../../group-by.ts';
import { type Finding, isBlocking, isExcused, stoppingFindings } from '../../policy/finding.ts';
import { answerOf } from '../approval.ts';
import { causesOf } from '../causes.ts';
import { judgingSentences } from '../judging-sentences.ts';
import { markdownCode, markdownTable, markdownText } from '../markdown.ts';
import { lineToChange } from '../place-in-repository.ts';
import { type FormatOptions, type Report, type RuleResult, rulesById } from '../report.ts';
import { formatSummary } from './text.ts';

/** The report as a summary of a pipeline's run, or a comment: what stops it by rule, each fix once, and who answers for the rest. */
export function formatMarkdown(report: Report, options: FormatOptions): string {
  const blocking = report.findings.filter(isBlocking);
  const excused = report.findings.filter(isExcused);
  const rules = rulesById(report);
  const stopping = stoppingFindings(report.findings, report.rules);
  return [
    `### Palisade: ${stopping.length === 0 ? 'nothing stops a deployment' : `${stopping.length} ${stopping.length === 1 ? 'finding stops' : 'findings stop'} a deployment`}`,
    '',
    formatSummary(report),
    '',
    ...judgingSentences(report).map((sentence) => `- ${markdownText(sentence)}`),
    '',
    ...report.storefronts.flatMap(({ shop, environment, pciDss }) => [
      `- ${markdownText(`${shop} ${environment}`)}: ${summarizeRoute(pciDss)}`,
      '',
    ]),
    ...[...groupBy(blocking, ({ rule }) => rule)].flatMap(([id, findings]) =>
      ofRule(id, { rule: rules.get(id), findings, options }),
    ),
    ...answeredFor(excused, report),
  ].join('\n');
}

interface Objections {
  readonly rule: RuleResult | undefined;
  readonly findings: readonly Finding[];
  readonly options: FormatOptions;
}

function ofRule(id: string, { rule, findings, options }: Objections): readonly string[] {
  const [first] = findings;
  const title = rule === undefined ? id : `${id}: ${rule.title}`;
  const preview = rule?.stage === 'preview' ? ', in preview, so it stops nothing' : '';
  return [
    `#### ${title} (${first?.severity}${preview})`,
    '',
    ...markdownTable(
      ['status', 'resource', 'where', 'what'],
      causesOf(findings).map(({ findings: [finding], message }) => {
        const { file, line } = lineToChange(finding, options);
        return [
          finding.status,
          markdownCode(finding.logicalId),
          markdownCode(`${file}:${line}`),
          markdownText(message),
        ];
      }),
    ),
    ...(rule === undefined ? [] : [`Fix: ${rule.fix}`, '']),
  ];
}

function answeredFor(excused: readonly Finding[], report: Report): readonly string[] {
  if (excused.length === 0) return [];
  const rows = excused.map((finding) => [
    finding.status,
    finding.rule,
    markdownCode(finding.logicalId),
    markdownText(answerOf(finding, report)),
  ]);
  return [
    `<details><summary>Accepted, declared and declined: ${excused.length}</summary>`,
    '',
    ...markdownTable(['status', 'rule', 'resource', 'who answers for it'], rows),
    '</details>',
    '',
  ];
}
