import type { Finding } from '../../policy/finding.ts';
import type { Severity } from '../../policy/severity.ts';
import { approvalOf } from '../approval.ts';
import { type Cause, causesOf } from '../causes.ts';
import { judgingSentences } from '../judging-sentences.ts';
import { codeLine, type FileLine, templateLine } from '../place-in-repository.ts';
import { type FormatOptions, type Report, type RuleResult, saidOf } from '../report.ts';

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** What paths begin at; readers know where that is. */
const repository = '%SRCROOT%';

/**
 * The report as SARIF 2.1.0, for code scanning. What passed is not in it; what somebody answers for is suppressed, with the reason.
 *
 * A result is a cause: readers make an alert of each, and somebody looks at an alert, changes one place and closes it.
 */
export function formatSarif(report: Report, options: FormatOptions): string {
  const ids = report.rules.map(({ id }) => id);
  const results = causesOf(report.findings).map((cause) =>
    resultOf(cause, { report, options, ruleIndex: ids.indexOf(cause.findings[0].rule) }),
  );
  const { name, version } = report.tool;
  const log = {
    $schema: schema,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name, semanticVersion: version, rules: report.rules.map(describeRule) } },
        automationDetails: { id: 'palisade/' },
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: judgingSentences(report).map((text) => ({
              level: 'note',
              message: { text },
            })),
          },
        ],
        originalUriBaseIds: {
          [repository]: {
            description: {
              text: 'the top of the repository, or the folder in which the command ran where that lies in none',
            },
          },
        },
        columnKind: 'utf16CodeUnits',
        results,
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** The levels that SARIF knows, and the score by which GitHub sorts findings of security. */
const levels: Readonly<Record<Severity, { readonly level: string; readonly score: string }>> = {
  critical: { level: 'error', score: '9.5' },
  high: { level: 'error', score: '8.0' },
  medium: { level: 'warning', score: '5.5' },
  low: { level: 'note', score: '3.0' },
  info: { level: 'note', score: '1.0' },
};

function describeRule(rule: RuleResult): object {
  const { id, title, severity, severityReason, why, fix, controls, since, stage } = rule;
  const reason = severityReason ? `Severity ${severity}: ${severityReason}` : '';
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: {
      text: [fix, reason].filter(Boolean).join('\n'),
      markdown: [why, `**Fix:** ${fix}`, reason].filter(Boolean).join('\n\n'),
    },
    defaultConfiguration: { level: levels[severity].level },
    properties: {
      tags: ['security', ...controls],
      precision: 'high',
      'security-severity': levels[severity].score,
      since,
      stage,
    },
  };
}

interface Context {
  readonly report: Report;
  readonly options: FormatOptions;
  readonly ruleIndex: number;
}

function resultOf(cause: Cause, { report, options, ruleIndex }: Context): object {
  const [finding] = cause.findings;
  const template = templateLine(finding, options);
  const code = codeLine(finding, options);
  const { rule, stack, logicalId, type, status, actual, expected, construct } = finding;
  const isPreview = report.rules[ruleIndex]?.stage === 'preview';
  return {
    ruleId: rule,
    ...(ruleIndex < 0 ? {} : { ruleIndex }),
    // A result of another kind than a failure has no level, and services show it nowhere: what is unknown would look like a pass.
    kind: 'fail',
    level: isPreview || status === 'declined' ? 'note' : levels[finding.severity].level,
    message: { text: sentence(cause) },
    locations: [
      {
        // A line that somebody wrote is shown in a pull request; one of a synthesized template is in no repository.
        physicalLocation: physical(code ?? template),
        logicalLocations: [
          {
            name: logicalId || template.file,
            fullyQualifiedName: `${stack}/${logicalId}`,
            kind: 'resource',
          },
        ],
      },
    ],
    ...(code === undefined
      ? {}
      : {
          relatedLocations: [
            {
              id: 1,
              message: { text: 'the template that was made of it' },
              physicalLocation: physical(template),
            },
          ],
        }),
    partialFingerprints: { 'palisadeFingerprint/v1': finding.fingerprint, 'palisadeCause/v1': cause.id },
    suppressions: suppressions(finding, report),
    properties: {
      ...{ status, severity: finding.severity, type, path: cause.path, actual, expected, construct },
      fingerprints: cause.findings.map(({ fingerprint }) => fingerprint),
    },
  };
}

function sentence({ findings: [finding], message }: Cause): string {
  const said = saidOf({ logicalId: finding.logicalId, message });
  return finding.status === 'unknown' ? `Undecided. ${said}` : said;
}

function physical({ file, line }: FileLine): object {
  const uri = file.split('/').map(encodeURIComponent).join('/');
  // What lies outside the repository has a place of its own, whatever the repository is called where the report is read.
  const artifactLocation = file.startsWith('/') ? { uri: `file://${uri}` } : { uri, uriBaseId: repository };
  return { artifactLocation, region: { startLine: line } };
}

function suppressions(finding: Finding, report: Report): readonly object[] {
  const { acceptance, declaration, baseline } = finding;
  if (declaration) {
    return [suppression(`Owned by ${declaration.owner}: ${declaration.arn}`)];
  }
  if (baseline) return [suppression(`In the baseline until ${baseline.expires}: ${baseline.reason}`)];
  if (!acceptance) return [];
  const { kind, reason, owner, expires, ticket } = acceptance;
  return [
    suppression(
      `${kind}, ${approvalOf(acceptance, report)}, owned by ${owner}, until ${expires} (${ticket}): ${reason}`,
    ),
  ];
}

function suppression(justification: string): object {
  return { kind: 'external', justification };
}
