import { type Control, controls } from '../../compliance/catalogue.ts';
import { type Requirement, requirements, unmappedRequirements } from '../../compliance/requirements.ts';
import { criterionById } from '../../compliance/saq.ts';
import { groupBy } from '../../group-by.ts';
import { type Finding, type Status, worstFirst } from '../../policy/finding.ts';
import { type RuleResult, rulesById } from '../../report/report.ts';
import { countByStatus, type StatusCounts } from '../../report/status-counts.ts';
import type { EvidenceEnvironment } from '../environment.ts';
import type { Evidence } from '../evidence.ts';
import { type Deployed, deployedIn } from '../live/deployed.ts';
import type { ProcedureStanding } from '../procedures/procedure-standing.ts';
import { proceduresByRequirement } from '../procedures/procedures-chapter.ts';
import { type Due, dueIn } from '../scope/due.ts';
import { isAsked, isGuided } from '../scope/obligations.ts';

/** What the templates show of a control or a requirement: the worst that a rule has found, or that no rule can show it. */
export type Design = Status | 'notAssessed';

/** What one rule saw in the templates of an environment. */
export interface RuleEvidence {
  readonly rule: string;
  readonly title: string;
  readonly status: Status;
  readonly counts: StatusCounts;
  /** Each finding, with what it saw, is in the report. */
  readonly findings: readonly Finding[];
}

/** A control that is evidence for a requirement. */
export interface ControlEvidence {
  readonly control: string;
  readonly title: string;
  /** `template` is judged by rules; `runtime` needs a look at the account, `procedural` a record. */
  readonly kind: Control['kind'];
  readonly design: Design;
  readonly rules: readonly RuleEvidence[];
}

/** Who answers for a requirement that no control of the kit is evidence for, and why. */
interface Responsibility {
  readonly reason: keyof ReturnType<typeof unmappedRequirements>['reasons'];
  readonly because: string;
}

/** What is known of one requirement in one environment. */
export interface MatrixRow {
  readonly requirement: Requirement;
  /** Whether what is filed asks for it, and why not. */
  readonly asked: boolean;
  readonly because?: string;
  /** Whether it is in the questionnaire that may guide a report; missing where none does. */
  readonly guided?: boolean;
  readonly design: Design;
  readonly controls: readonly ControlEvidence[];
  /** Missing where nobody looked at the account, or nothing that was looked at shows it. */
  readonly deployed?: Deployed;
  /** What records say of what has to be done for it again and again. */
  readonly operated: readonly Due[];
  /** The written procedures that it asks for, and how each stands; missing where no folder of them was given. */
  readonly procedures?: readonly ProcedureStanding[];
  /** Controls that serve its aim without being evidence for it, each with why. */
  readonly serves: readonly { readonly control: string; readonly because: string }[];
  /** Missing where controls are evidence for it. */
  readonly responsibility?: Responsibility;
}

/** Every number of PCI DSS v4.0.1 with what the templates of an environment show of it. */
export function matrixOf(environment: EvidenceEnvironment, evidence: Evidence): readonly MatrixRow[] {
  const shown = shownBy(environment, rulesById(evidence.report));
  const due = groupBy(dueIn(environment, evidence), ({ obligation }) => obligation.requirement ?? '');
  const reasons = responsibilities(environment);
  const procedures = proceduresByRequirement(evidence);
  const deployedFor = deployedIn(environment, evidence);
  return requirements().map((requirement) => {
    const own = shown.get(requirement.number) ?? [];
    const deployed = deployedFor(own);
    const responsibility = reasons.get(requirement.number);
    return {
      requirement,
      ...whetherAsked(requirement, environment),
      design: worstOf(own.map(({ design }) => design)),
      controls: own,
      ...(deployed && { deployed }),
      operated: due.get(requirement.number) ?? [],
      ...(procedures && { procedures: procedures.get(requirement.number) ?? [] }),
      serves: servingAim(requirement.number),
      ...(responsibility && own.length === 0 ? { responsibility } : {}),
    };
  });
}

function whetherAsked(
  requirement: Requirement,
  environment: EvidenceEnvironment,
): Pick<MatrixRow, 'asked' | 'because' | 'guided'> {
  const because = whyNotAsked(requirement, environment);
  if (because !== undefined) return { asked: false, because };
  const guided = isGuided(environment.storefront.pciDss, requirement);
  return { asked: true, ...(guided === undefined ? {} : { guided }) };
}

function whyNotAsked(
  requirement: Requirement,
  { storefront, contract }: EvidenceEnvironment,
): string | undefined {
  const { supersededBy, serviceProvidersOnly, issuersOnly, saq } = requirement;
  if (supersededBy !== undefined) return `${supersededBy} took its place on 31 March 2025`;
  if (issuersOnly) return 'only issuers of cards are asked for it';
  if (saq.length === 0) return 'only entities that a card brand or an acquirer designates are asked for it';
  if (serviceProvidersOnly && contract.role === 'merchant') return 'only service providers are asked for it';
  if (storefront.pciDss.outcome === 'none') return 'no real card is taken here';
  return isAsked(storefront.pciDss, requirement, contract.role)
    ? undefined
    : `${storefront.pciDss.outcome} has no row for it`;
}

function shownBy(
  { findings }: EvidenceEnvironment,
  rules: ReadonlyMap<string, RuleResult>,
): ReadonlyMap<string, readonly ControlEvidence[]> {
  const byRule = groupBy(findings, ({ rule }) => rule);
  const evidence = controls().map((control) => controlEvidence(control, byRule, rules));
  const pairs = evidence.flatMap(({ mappings, ...shown }) =>
    mappings.flatMap((mapping) =>
      mapping.kind === 'evidence' ? [{ number: mapping.requirement, shown }] : [],
    ),
  );
  return new Map(
    [...groupBy(pairs, ({ number }) => number)].map(([number, all]) => [
      number,
      all.map(({ shown }) => shown),
    ]),
  );
}

function controlEvidence(
  { id, title, kind, mappings }: Control,
  byRule: ReadonlyMap<string, readonly Finding[]>,
  rules: ReadonlyMap<string, RuleResult>,
): ControlEvidence & Pick<Control, 'mappings'> {
  const own = [...rules.values()].filter((rule) => rule.controls.includes(id));
  const shown = own.map((rule) => ruleEvidence(rule, byRule.get(rule.id) ?? []));
  return {
    control: id,
    title,
    kind,
    design: worstOf(shown.map(({ status }) => status)),
    rules: shown,
    mappings,
  };
}

function ruleEvidence({ id, title }: RuleResult, findings: readonly Finding[]): RuleEvidence {
  const counts = countByStatus(findings);
  const status = worstFirst.find((one) => counts[one] > 0) ?? 'notApplicable';
  return { rule: id, title, status, counts, findings };
}

/**
 * The worst of several, and not assessed where one of them is not: a requirement is shown by its controls together. What fails is told
 * before what nobody looked at, and that before what passes.
 */
function worstOf(all: readonly Design[]): Design {
  const worst = worstFirst.find((status) => all.includes(status));
  const isOpen = all.length === 0 || all.includes('notAssessed');
  return isOpen && (worst === undefined || worst === 'pass' || worst === 'notApplicable')
    ? 'notAssessed'
    : (worst ?? 'notAssessed');
}

function servingAim(number: string): MatrixRow['serves'] {
  return controls().flatMap(({ id, mappings }) =>
    mappings.flatMap((mapping) => {
      if (mapping.kind === 'evidence' || mapping.requirement !== number) return [];
      const because =
        mapping.kind === 'goodPractice' ? mapping.because : criterionById(mapping.criterion).text;
      return [{ control: id, because }];
    }),
  );
}

function responsibilities({ contract }: EvidenceEnvironment): ReadonlyMap<string, Responsibility> {
  const takesCards = contract.payments.gateways.some(({ integration }) => integration === 'server');
  return new Map(
    unmappedRequirements().groups.flatMap(({ reason, because, requirements: numbers }) => {
      const answers = reason === 'gateway' && takesCards ? ownServer : { reason, because };
      return numbers.map((number) => [number, answers] as const);
    }),
  );
}

/** Where the shop's server takes cards, the gateway answers for no row alone. */
const ownServer: Responsibility = {
  reason: 'notAssessed',
  because: "The shop's server takes the account data that the row protects, and no control shows it.",
};
