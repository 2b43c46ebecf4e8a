import type { Template } from '../cloudformation/model/template.ts';
import type { Acceptance } from '../contract/acceptance.ts';
import { type Finding, type Status, stopsDeployment, worstFirst } from '../policy/finding.ts';
import type { RuleText, Severity } from '../policy/rule.ts';

/** Version of the JSON report; see docs/report.md. A change that breaks readers raises it. */
const reportSchema = 'palisade-report/1';

/** What one run of the policy found: the JSON report is this, printed. */
export interface Report {
  readonly schema: typeof reportSchema;
  /** The day on which acceptances were judged, `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly summary: Readonly<Record<Status, number>>;
  readonly findings: readonly Finding[];
  readonly rules: readonly RuleResult[];
  readonly templates: readonly TemplateResult[];
  /** What storefronts accept of other cdk-nag packs, whose findings are in the synthesis's own report. */
  readonly otherAcceptances: readonly OtherAcceptance[];
}

interface OtherAcceptance extends Acceptance {
  readonly template: string;
}

export interface RuleResult {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** The worst of its findings; `notApplicable` when no template had anything to ask about. */
  readonly status: Status;
  readonly controls: readonly string[];
}

interface TemplateResult {
  readonly name: string;
  readonly sha256: string;
  readonly resources: number;
}

interface ReportInput {
  readonly findings: readonly Finding[];
  /** The rules that were run. */
  readonly rules: readonly RuleText[];
  readonly templates: readonly Template[];
  readonly asOf: string;
}

/** Adds up findings to a report. Same input, same report: nothing in it depends on place or time of the run. */
export function buildReport({ findings, rules, templates, asOf }: ReportInput): Report {
  const statusOf = statusByRule(findings);
  return {
    schema: reportSchema,
    asOf,
    summary: countByStatus(findings),
    findings,
    rules: rules.map(({ id, title, severity, controls }) => ({
      id,
      title,
      severity,
      status: statusOf.get(id) ?? 'notApplicable',
      controls,
    })),
    templates: templates.map(({ name, sha256, resources }) => ({ name, sha256, resources: resources.size })),
    otherAcceptances: templates.flatMap(({ name, storefront }) =>
      (storefront?.acceptances ?? [])
        .filter(({ rule }) => rule.includes('::'))
        .map((acceptance) => ({ ...acceptance, template: name })),
    ),
  };
}

/** Whether the findings stop a deployment. */
export function blocks({ findings }: Report, rules: readonly RuleText[]): boolean {
  return findings.some((finding) => stopsDeployment(finding, rules));
}

/** Resources of all templates. */
export function countResources({ templates }: Report): number {
  return templates.reduce((sum, { resources }) => sum + resources, 0);
}

function countByStatus(findings: readonly Finding[]): Readonly<Record<Status, number>> {
  const counts = { pass: 0, fail: 0, unknown: 0, accepted: 0, declared: 0, notApplicable: 0 };
  for (const { status } of findings) counts[status] += 1;
  return counts;
}

function statusByRule(findings: readonly Finding[]): ReadonlyMap<string, Status> {
  const worst = new Map<string, Status>();
  for (const { rule, status } of findings) {
    const sofar = worst.get(rule) ?? 'notApplicable';
    if (worstFirst.indexOf(status) < worstFirst.indexOf(sofar)) worst.set(rule, status);
  }
  return worst;
}
