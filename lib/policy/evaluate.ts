import type { AccountTemplates, Model, StorefrontTemplates } from '../cloudformation/model/model.ts';
import type { Resource } from '../cloudformation/model/types.ts';
import type { Declaration } from '../contract/schema.ts';
import { judgeAbsence } from './absence.ts';
import { type AcceptanceFile, type AcceptanceProblem, applyAcceptances } from './acceptance/acceptances.ts';
import type { CentralPolicy } from './central-policy.ts';
import { type Finding, isBlocking } from './finding.ts';
import { findingsOf, type Judgement, placeOfResource } from './judged-finding.ts';
import { leftToMacros } from './macros.ts';
import { Observation } from './observation.ts';
import { isInProfile, type ProfileName } from './profiles/profiles.ts';
import { remarkJudgement } from './remark.ts';
import type { Rule, RuleText } from './rule.ts';
import { Scenarios, type Sight } from './scenarios.ts';
import { templateObservations } from './template/template-rules.ts';

export interface EvaluateOptions {
  /** Acceptances from a file; they may concern any template. */
  readonly acceptances?: readonly AcceptanceFile[];
  /** What limits who may accept what. */
  readonly centralPolicy?: CentralPolicy;
  /** The rules that are asked of templates without a contract; all of them when nothing is said. */
  readonly profile?: ProfileName;
  /** Ids of the rules to judge by; all of them when nothing is said. */
  readonly only?: readonly string[];
  /** The day on which acceptances and other dates are judged, `YYYY-MM-DD`; without it dates are not judged. */
  readonly asOf?: string;
}

/** Judges every resource of the model by every rule. The one evaluator: both doors call it. */
export function evaluate(
  model: Model,
  rules: readonly Rule[],
  options: EvaluateOptions = {},
): readonly Finding[] {
  const scenarios = new Scenarios(model);
  const judged = rules.filter(({ id }) => options.only?.includes(id) ?? true);
  const found = [
    ...templateObservations(model, options.asOf).map(({ rule, seen }) =>
      judgement(rule, seen.resource, seen),
    ),
    ...judged.flatMap((rule) => judge(rule, { model, scenarios, profile: options.profile ?? 'storefront' })),
  ];
  const { judgements, problems } = applyAcceptances(found, { model, rules, judged, ...options });
  return findingsOf([...judgements, ...problems.map(problemJudgement)]);
}

/** What all rules of one run judge by. */
interface Bench {
  readonly model: Model;
  readonly scenarios: Scenarios;
  readonly profile: ProfileName;
}

function judge(rule: Rule, { model, scenarios, profile }: Bench): readonly Judgement[] {
  const all = rule.types.flatMap((type) => model.ofType(type));
  const subjects = isInProfile(rule.id, profile) ? all : all.filter(({ template }) => template.contract);
  const judged = subjects.flatMap((subject) => {
    const seen = rule.check(subject, model);
    if (seen.length === 0) throw new Error(`rule ${rule.id} says nothing about ${subject.logicalId}`);
    const sight = { subject, seen };
    if (!seen.some(isBlocking)) return judgementsOf(rule, sight);
    return scenarios.refine(rule, sight).flatMap((one) => judgementsOf(rule, one));
  });
  return [
    ...judged,
    ...model.storefronts.flatMap((storefront) => judgeStorefront(rule, storefront, model)),
    ...model.accounts.flatMap((account) => judgeAccount(rule, account, model)),
  ];
}

/** What exists once in an account is no shop's matter, and the report of a shop names it all the same. */
function judgeStorefront(rule: Rule, storefront: StorefrontTemplates, model: Model): readonly Judgement[] {
  const remarks = rule.storefront?.(storefront, model) ?? [];
  return [
    ...judgeAbsence(rule, storefront, model),
    ...remarks.map((remark) => remarkJudgement(rule, remark)),
    ...leftToTheAccount(rule, storefront),
  ];
}

function leftToTheAccount(rule: Rule, { templates }: StorefrontTemplates): readonly Judgement[] {
  const [template] = templates;
  if (!template || !rule.account) return [];
  const message = `the account has it, not the shop: ${rule.account.subject}; its own templates are judged for it`;
  const nothing = { path: 'Resources', type: '', actual: 'not set', expected: '', isOfAll: true };
  return [remarkJudgement(rule, { status: 'notApplicable', template, message, ...nothing })];
}

function judgeAccount(rule: Rule, account: AccountTemplates, model: Model): readonly Judgement[] {
  const seen = rule.account?.check(account, model) ?? [];
  return seen.map((one) =>
    one instanceof Observation ? accountJudgement(rule, one) : remarkJudgement(rule, one),
  );
}

/** What was seen for the account as a whole has no single subject. */
function accountJudgement(rule: Rule, seen: Observation): Judgement {
  return { rule, status: seen.status, said: seen, place: placeOfResource(seen.resource) };
}

function judgementsOf(rule: Rule, { subject, seen }: Sight): readonly Judgement[] {
  return seen.map((observation) => judgement(rule, subject, leftToMacros(observation)));
}

function judgement(rule: RuleText, subject: Resource, seen: Observation): Judgement {
  const declaration = declarationFor(seen);
  return {
    rule,
    status: declaration ? 'declared' : seen.status,
    declaration,
    said: seen,
    place: placeOfResource(seen.resource),
    subject: subject === seen.resource ? undefined : subject,
  };
}

/** Who answers for what nobody can see here, as the contract says. */
function declarationFor({ status, ownersControl, resource }: Observation): Declaration | undefined {
  if (status !== 'unknown' || ownersControl === undefined) return undefined;
  return resource.template.storefront?.declared.find(({ control }) => control === ownersControl);
}

/** An acceptance that does not hold, as a finding about where it was written. */
function problemJudgement({
  rule,
  accepted,
  covered,
  resource,
  origin,
  message,
}: AcceptanceProblem): Judgement {
  const { path, ...place } = origin;
  const about = `${accepted ?? '?'} on ${covered ?? '?'}`;
  return {
    rule,
    status: 'fail',
    said: {
      path,
      message: `the acceptance of ${about} ${message}`,
      actual: about,
      expected: rule.title,
      about,
    },
    place: { ...place, logicalId: resource ?? '', type: '', id: covered ?? '' },
  };
}
