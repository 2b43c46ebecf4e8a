import type { Model } from '../cloudformation/model/model.ts';
import type { Template } from '../cloudformation/model/types.ts';
import { type Acceptance, type AcceptanceOfEvery, isOfEvery } from '../contract/acceptance.ts';
import { groupBy } from '../group-by.ts';
import type { BaselineOutcome } from '../policy/baseline/baseline.ts';
import { type Finding, type Status, stoppingFindings, worstFirst } from '../policy/finding.ts';
import { failingFindings, type Judging, strictest } from '../policy/judging.ts';
import { isInProfile } from '../policy/profiles/profiles.ts';
import { type Reachability, reachability } from '../policy/reachability/reachability.ts';
import type { Rule, RuleText } from '../policy/rule.ts';
import { rules as everyRule } from '../policy/rules/index.ts';
import { currentRuleset, type Ruleset, type VersionedRule } from '../policy/ruleset/ruleset.ts';
import { severityReasonOf } from '../policy/severity.ts';
import { type UnjudgedType, unjudgedTypes } from '../policy/unjudged-types.ts';
import { version } from '../version.ts';
import { unconfirmedDecisions } from './approval.ts';
import { type JudgedStorefront, judgedStorefronts } from './judged-storefront.ts';
import { countByStatus } from './status-counts.ts';

/** Version of the JSON report; see docs/report.md. A change that breaks readers raises it. */
const reportSchema = 'palisade-report/3';

/**
 * Version of the JSON report, whose first number is that of `schema`: the second rises when a field comes, the third when words change.
 * `report.schema.json` describes it.
 */
const reportVersion = '3.7.0';

/** What one run of the policy found. Every format is made of this and of nothing else. */
export interface Report {
  readonly schema: typeof reportSchema;
  readonly reportVersion: string;
  readonly tool: { readonly name: string; readonly version: string };
  /** The version of the rules that was judged by. */
  readonly ruleset: Omit<Ruleset, 'rules'>;
  /** The day on which acceptances were judged, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** The shops and environments that the templates belong to. */
  readonly storefronts: readonly JudgedStorefront[];
  readonly summary: Readonly<Record<Status, number>>;
  readonly findings: readonly Finding[];
  readonly rules: readonly RuleResult[];
  readonly templates: readonly JudgedTemplate[];
  /** Names of templates that were left out by a pattern; nobody has judged them. */
  readonly excluded: readonly string[];
  /** Patterns of templates to leave out that no template fits. */
  readonly unusedPatterns: readonly string[];
  /** Names of templates in the folder of a cloud assembly that no stack of its manifest has; nobody has judged them. */
  readonly beside: readonly string[];
  /** Types of resources that no rule judges, whichever rules were run, and how many of each there are. */
  readonly notJudged: readonly UnjudgedType[];
  /** What storefronts accept of other cdk-nag packs, whose findings are in the synthesis's own report. */
  readonly otherAcceptances: readonly OtherAcceptance[];
  /** What of the templates the internet reaches, and what of the internet they reach; nobody's verdict. */
  readonly reachability: Reachability;
  /** The decisions of the kit on which acceptances rest although nobody of the shop has confirmed them. */
  readonly unconfirmed: readonly string[];
  /** How strictly it was judged, and by which files. */
  readonly judging: Judging;
  /** Blocking findings that do not fail the run, since they are less severe than was asked. */
  readonly passedOver: number;
  /** What each acceptance of every resource of a type has accepted. */
  readonly acceptedEvery: readonly AcceptedEvery[];
  /** What became of the entries of a baseline; nothing where none was given. */
  readonly baseline?: BaselineOutcome;
}

/** What one acceptance of every resource of a type has accepted. */
export interface AcceptedEvery {
  readonly acceptance: AcceptanceOfEvery;
  readonly findings: number;
  /** The resources, as `LogicalId in TEMPLATE`. */
  readonly resources: readonly string[];
}

type OtherAcceptance = Acceptance & { readonly template: string };

/** A rule that was run, with everything that a person reads about it. */
export interface RuleResult extends VersionedRule {
  /** The worst of its findings; `notApplicable` when no template had anything to ask about. */
  readonly status: Status;
}

interface JudgedTemplate {
  readonly name: string;
  readonly sha256: string;
  readonly resources: number;
  /** The stack's name, where a cloud assembly tells. */
  readonly stack?: string;
}

interface ReportInput {
  readonly findings: readonly Finding[];
  /** The rules that were run. */
  readonly rules: readonly RuleText[];
  readonly model: Model;
  readonly asOf: string;
  /**
   * Names of templates that were left out.
   *
   * @default - none
   */
  readonly excluded?: readonly string[];
  /**
   * Patterns that no template fits.
   *
   * @default - none
   */
  readonly unusedPatterns?: readonly string[];
  /**
   * Names of templates that lie beside those of a cloud assembly.
   *
   * @default - none
   */
  readonly beside?: readonly string[];
  /**
   * The version that the rules are of.
   *
   * @default - today's rules
   */
  readonly ruleset?: Ruleset;
  /**
   * The team's own rules among those that were run.
   *
   * @default - none
   */
  readonly ownRules?: readonly Rule[];
  /**
   * How strictly it was judged.
   *
   * @default - by every rule, and each finding counts
   */
  readonly judging?: Judging;
  /**
   * What became of the entries of a baseline.
   *
   * @default - there is none
   */
  readonly baseline?: BaselineOutcome | undefined;
}

/** Adds up findings to a report. Same input, same report: nothing in it depends on place or time of the run. */
export function buildReport(input: ReportInput): Report {
  const {
    findings,
    rules,
    model,
    asOf,
    excluded = [],
    unusedPatterns = [],
    beside = [],
    ownRules = [],
    ruleset = currentRuleset(),
    judging = strictest,
    baseline,
  } = input;
  const { rules: known, ...versionOfRules } = ruleset;
  const versions = new Map(known.map(({ id, version: ofRule }) => [id, ofRule]));
  const { templates } = model;
  const { failOn, profile, askedOfContracts } = judging;
  const asked = [...everyRule, ...ownRules].filter(({ id }) => askedOfContracts || isInProfile(id, profile));
  const statusOf = statusByRule(findings);
  return {
    schema: reportSchema,
    reportVersion,
    tool: { name: 'palisade', version },
    ruleset: versionOfRules,
    asOf,
    storefronts: judgedStorefronts(model, findings),
    summary: countByStatus(findings),
    findings,
    rules: rules.map(({ id, title, severity, severityReason, why, fix, controls, since, stage }) => ({
      id,
      title,
      status: statusOf.get(id) ?? 'notApplicable',
      severity,
      severityReason: severityReasonOf({ id, severityReason }),
      stage,
      since,
      version: versions.get(id) ?? 'unreleased',
      controls,
      why,
      fix,
    })),
    templates: templates.map(({ name, sha256, resources, stackName }) => ({
      name,
      sha256,
      resources: resources.size,
      ...(stackName === undefined ? {} : { stack: stackName }),
    })),
    excluded,
    unusedPatterns,
    beside,
    notJudged: unjudgedTypes(model, asked),
    otherAcceptances: templates.flatMap((template) =>
      acceptancesIn(template)
        .filter(({ rule }) => rule.includes('::'))
        .map((acceptance) => ({ ...acceptance, template: template.name })),
    ),
    reachability: reachability(model),
    unconfirmed: unconfirmedDecisions(templates.flatMap(acceptancesIn), asOf),
    judging,
    passedOver:
      stoppingFindings(findings, rules).length - failingFindings(findings, rules, { model, failOn }).length,
    acceptedEvery: acceptedEvery(findings),
    ...(baseline ? { baseline } : {}),
  };
}

function acceptedEvery(findings: readonly Finding[]): readonly AcceptedEvery[] {
  const accepted = findings.flatMap((finding) => {
    const { acceptance } = finding;
    return acceptance && isOfEvery(acceptance) ? [{ finding, acceptance }] : [];
  });
  return [...groupBy(accepted, ({ acceptance }) => JSON.stringify(acceptance)).values()].flatMap((own) => {
    const [first] = own;
    const resources = [...new Set(own.map(({ finding }) => `${finding.logicalId} in ${finding.template}`))];
    return first ? [{ acceptance: first.acceptance, findings: own.length, resources }] : [];
  });
}

function acceptancesIn({ contract }: Template): readonly Acceptance[] {
  return contract?.contract?.acceptances ?? [];
}

/** What the report says of the rule of each finding, by the rule's id. */
export function rulesById({ rules }: Report): ReadonlyMap<string, RuleResult> {
  return new Map(rules.map((rule) => [rule.id, rule]));
}

/** What a finding says, with the resource in front where one is meant. */
export function saidOf({ logicalId, message }: Pick<Finding, 'logicalId' | 'message'>): string {
  return logicalId === '' ? message : `${logicalId}: ${message}`;
}

/** Resources of all templates. */
export function countResources({ templates }: Report): number {
  return templates.reduce((sum, { resources }) => sum + resources, 0);
}

function statusByRule(findings: readonly Finding[]): ReadonlyMap<string, Status> {
  const found = new Map<string, Set<Status>>();
  for (const { rule, status } of findings) {
    const statuses = found.get(rule);
    if (statuses) statuses.add(status);
    else found.set(rule, new Set([status]));
  }
  const worst = (statuses: ReadonlySet<Status>) => worstFirst.find((status) => statuses.has(status));
  return new Map([...found].map(([rule, statuses]) => [rule, worst(statuses) ?? 'notApplicable']));
}

export interface FormatOptions {
  /** Whether the text is for a terminal that shows colours. */
  readonly isColoured: boolean;
  /** The folder that the names of templates begin at, from the top of the repository; nothing where that is the same. */
  readonly folder?: string;
  /** The folder that paths of code begin at, likewise. */
  readonly app?: string;
}

/** Writes a whole report in one form. */
export type Format = (report: Report, options: FormatOptions) => string;
