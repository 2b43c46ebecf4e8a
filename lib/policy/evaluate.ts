import type { Decision } from '../cloudformation/model/conditions.ts';
import type { Model, Storefront } from '../cloudformation/model/model.ts';
import { isMade } from '../cloudformation/model/presence.ts';
import type { Resource } from '../cloudformation/model/resource.ts';
import type { Template } from '../cloudformation/model/template.ts';
import { type AcceptanceFile, type AcceptanceProblem, applyAcceptances } from './acceptance/acceptances.ts';
import { type Draft, type Finding, fingerprint } from './finding.ts';
import type { Observation, Rule, RuleText } from './rule.ts';
import { templateObservations } from './template/template-rules.ts';

export interface EvaluateOptions {
  /** Acceptances from a file; they may concern any template. */
  readonly acceptances?: AcceptanceFile;
  /** Ids of the rules to judge by; all of them when nothing is said. */
  readonly only?: readonly string[];
  /** The day on which acceptances are judged, `YYYY-MM-DD`; without it dates are not judged. */
  readonly asOf?: string;
}

/** Judges every resource of the model by every rule. The one evaluator: both doors call it. */
export function evaluate(
  model: Model,
  rules: readonly Rule[],
  options: EvaluateOptions = {},
): readonly Finding[] {
  const judged = rules.filter(({ id }) => options.only?.includes(id) ?? true);
  const found = [
    ...templateObservations(model).map(({ rule, seen }) => draft(rule, seen.resource, seen)),
    ...judged.flatMap((rule) => judge(rule, model)),
  ];
  const { findings, problems } = applyAcceptances(found, { model, rules, judged, ...options });
  return numbered([...findings, ...problems.map(problemFinding)]);
}

function judge(rule: Rule, model: Model): readonly Draft[] {
  const subjects = rule.types.flatMap((type) => model.ofType(type));
  const judged = subjects.flatMap((subject) => judgeResource(rule, subject, model));
  const absences = model.storefronts.flatMap((storefront) => judgeAbsence(rule, storefront, model));
  return [...judged, ...absences];
}

function judgeResource(rule: Rule, subject: Resource, model: Model): readonly Draft[] {
  const seen = rule.check(subject, model);
  if (seen.length === 0) throw new Error(`rule ${rule.id} says nothing about ${subject.logicalId}`);
  return seen.map((observation) => draft(rule, subject, observation));
}

function draft(rule: RuleText, subject: Resource, seen: Observation): Draft {
  const { resource } = seen;
  return {
    rule: rule.id,
    status: seen.status,
    severity: rule.severity,
    stack: resource.template.stackName ?? resource.template.name,
    template: resource.template.name,
    logicalId: resource.logicalId,
    type: resource.type,
    path: seen.path,
    message: seen.message,
    actual: seen.actual,
    expected: seen.expected,
    ...(subject === resource ? {} : { subject: subject.logicalId }),
    ...(seen.about === undefined ? {} : { about: seen.about }),
    ...(resource.construct === undefined ? {} : { construct: resource.construct }),
  };
}

/** A storefront that lacks what the rule judges: failed, owned elsewhere, or not among the templates. */
function judgeAbsence(rule: Rule, storefront: Storefront, model: Model): readonly Draft[] {
  const { required } = rule;
  if (!required) return [];
  const made = decisions(storefront, required.type);
  if (made.includes(true)) return [];

  const declaration = storefront.metadata.declared.find(({ control }) => rule.controls.includes(control));
  const home = model.stackOf(storefront, required.stack);
  const template = home ?? storefront.templates[0];
  if (!template) return [];
  return [
    {
      ...absenceIn(template, rule, required.type),
      ...(declaration
        ? { status: 'declared', declaration, message: `${declaration.owner} owns it: ${declaration.arn}` }
        : {}),
      ...(home || declaration
        ? {}
        : {
            status: 'unknown',
            message: `the ${required.stack} stack is not among the templates, so ${required.type} was not seen`,
          }),
      ...(made.includes('undecided') && !declaration
        ? {
            status: 'unknown',
            message: `whether the storefront has a ${required.type} is only known at deployment`,
          }
        : {}),
    },
  ];
}

/** Whether each resource of a type is made; one whose condition never holds is none. */
function decisions({ templates }: Storefront, type: string): readonly Decision[] {
  return templates
    .filter(({ types }) => types.has(type))
    .flatMap(({ resources }) => [...resources.values()])
    .filter((resource) => resource.type === type)
    .map((resource) => isMade(resource));
}

function absenceIn(template: Template, rule: Rule, type: string): Draft {
  return {
    rule: rule.id,
    status: 'fail',
    severity: rule.severity,
    stack: template.stackName ?? template.name,
    template: template.name,
    logicalId: '',
    type,
    path: 'Resources',
    message: `the storefront has no ${type}`,
    actual: 'nothing',
    expected: type,
  };
}

function problemFinding({ rule, entry, origin, message }: AcceptanceProblem): Draft {
  const about = `${entry.rule ?? '?'} on ${entry.resource ?? '?'}`;
  return {
    rule: rule.id,
    status: 'fail',
    severity: rule.severity,
    stack: origin.stack,
    template: origin.template,
    logicalId: entry.resource ?? '',
    type: '',
    path: origin.path,
    message: `the acceptance of ${about} ${message}`,
    actual: about,
    expected: rule.title,
    about,
  };
}

/** Adds fingerprints; a second identical finding gets one of its own, so that it counts as new. */
function numbered(drafts: readonly Draft[]): readonly Finding[] {
  const seen = new Map<string, number>();
  return drafts.map((finding) => {
    const base = fingerprint(finding);
    const count = (seen.get(base) ?? 0) + 1;
    seen.set(base, count);
    return { ...finding, fingerprint: count === 1 ? base : `${base}-${count}` };
  });
}
