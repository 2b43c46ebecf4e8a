import type { AccountTemplates, Model, StorefrontTemplates } from '../cloudformation/model/model.ts';
import type { Resource } from '../cloudformation/model/types.ts';
import type { Declaration } from '../contract/schema.ts';
import { judgeAbsence } from './absence.ts';
import { isBlocking } from './finding.ts';
import { type Judgement, placeOfResource } from './judged-finding.ts';
import { leftToMacros } from './macros.ts';
import { Observation } from './observation.ts';
import { isInProfile, type ProfileName } from './profiles/profiles.ts';
import { remarkJudgement } from './remark.ts';
import type { Rule, RuleText } from './rule.ts';
import { Scenarios, type Sight } from './scenarios.ts';

/** What all rules of one run judge by. */
export interface Bench {
  readonly model: Model;
  readonly scenarios: Scenarios;
  readonly profile: ProfileName;
}

/** What rules need to judge the templates of a model. */
export function benchFor(model: Model, profile: ProfileName = 'storefront'): Bench {
  return { model, scenarios: new Scenarios(model), profile };
}

/** Everything that a rule says of the templates: of each subject, and of each storefront and account as a whole. */
export function judgementsOf(rule: Rule, bench: Bench): readonly Judgement[] {
  return [
    ...subjectsOf(rule, bench).flatMap((subject) => judgeSubject(rule, subject, bench)),
    ...judgeGroups(rule, bench),
  ];
}

/** The resources that a rule judges, each one by itself. */
export function subjectsOf(rule: Rule, { model, profile }: Bench): readonly Resource[] {
  const all = rule.types.flatMap((type) => model.ofType(type));
  return isInProfile(rule.id, profile) ? all : all.filter(({ template }) => template.contract);
}

/** What a rule says of one of its subjects. */
export function judgeSubject(
  rule: Rule,
  subject: Resource,
  { model, scenarios }: Bench,
): readonly Judgement[] {
  const seen = rule.check(subject, model);
  if (seen.length === 0) throw new Error(`rule ${rule.id} says nothing about ${subject.logicalId}`);
  const sight = { subject, seen };
  if (!seen.some(isBlocking)) return judgementsOfSight(rule, sight);
  return scenarios.refine(rule, sight).flatMap((one) => judgementsOfSight(rule, one));
}

/** What a rule says of storefronts and accounts as wholes. */
export function judgeGroups(rule: Rule, { model }: Bench): readonly Judgement[] {
  return [
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

function judgementsOfSight(rule: Rule, { subject, seen }: Sight): readonly Judgement[] {
  return seen.map((observation) => judgementOf(rule, subject, leftToMacros(observation)));
}

/** What was seen of a subject, as far as nobody has declared it. */
export function judgementOf(rule: RuleText, subject: Resource, seen: Observation): Judgement {
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
