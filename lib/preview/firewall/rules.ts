import { rulesOfGroup } from '../../aws/managed-rules.ts';
import { type Inspected, type Judge, type Surroundings, undecided } from './judge.ts';
import { labelContext } from './labels.ts';
import type { Basis } from './managed-rules.ts';
import { referredResource } from './referred-resource.ts';
import { judgeOf } from './statements.ts';
import { type End, endOf, insertedHeaders, kindOf, type ResponseBodies } from './verdict.ts';
import type {
  GroupStatement,
  ManagedRuleGroupStatement,
  Rule,
  RuleAction,
  RuleGroupProperties,
} from './web-acl-properties.ts';

/** What a rule made of a request. */
export interface Outcome {
  readonly end?: End;
  readonly labels: readonly string[];
  readonly counted: readonly string[];
  readonly undecided: readonly string[];
  readonly inserted: Readonly<Record<string, string>>;
  readonly simulated: readonly string[];
}

/** A request on its way, with the managed rules that match it. */
export interface Evaluated extends Inspected {
  readonly managed: ReadonlyMap<string, Basis>;
}

export type RuleEvaluator = (evaluated: Evaluated) => Outcome;

/** Where rules stand: those of a web ACL or those of one of its groups. */
export interface RuleSurroundings extends Omit<Surroundings, 'rule'> {
  readonly account: string;
  readonly bodies: ResponseBodies;
}

const nothing: Outcome = { labels: [], counted: [], undecided: [], inserted: {}, simulated: [] };

/** What evaluates a rule of a web ACL, whose name stands before the slash in names of a group's rules. */
export function ruleEvaluator(rule: Rule, surroundings: RuleSurroundings): RuleEvaluator {
  const { ManagedRuleGroupStatement: managed, RuleGroupReferenceStatement: own } = rule.Statement;
  if (managed) return managedGroup(rule, managed as ManagedRuleGroupStatement, surroundings);
  if (own) return ownGroup(rule, own as GroupStatement & { readonly Arn: string }, surroundings);
  return ownRule(rule, rule.Action ?? {}, rule.Name, surroundings);
}

/** Evaluates rules in the order of their priorities, until one of them ends it. */
export function inOrder(evaluators: readonly RuleEvaluator[], evaluated: Evaluated): Outcome {
  let sum = nothing;
  for (const evaluate of evaluators) {
    const labels = new Set([...evaluated.labels, ...sum.labels]);
    const outcome = evaluate({ ...evaluated, labels });
    sum = {
      ...(outcome.end && { end: outcome.end }),
      labels: [...sum.labels, ...outcome.labels],
      counted: [...sum.counted, ...outcome.counted],
      undecided: [...sum.undecided, ...outcome.undecided],
      inserted: { ...sum.inserted, ...outcome.inserted },
      simulated: [...sum.simulated, ...outcome.simulated],
    };
    if (sum.end) break;
  }
  return sum;
}

export function byPriority(rules: readonly Rule[] = []): readonly Rule[] {
  return [...rules].sort((one, other) => one.Priority - other.Priority);
}

/** A rule with a statement of its own, called `name` in verdicts. */
function ownRule(
  { Statement, RuleLabels = [] }: Rule,
  action: RuleAction,
  name: string,
  surroundings: RuleSurroundings,
): RuleEvaluator {
  const holds = judgeOf(Statement, { ...surroundings, rule: name });
  const labels = RuleLabels.map(({ Name }) => `${surroundings.labelContext}${Name}`);
  return (evaluated) => {
    const judgement = holds(evaluated);
    if (judgement === undefined) return { ...nothing, undecided: [name] };
    return judgement ? matched(action, name, labels, surroundings.bodies) : nothing;
  };
}

function matched(
  action: RuleAction,
  name: string,
  labels: readonly string[],
  bodies: ResponseBodies,
): Outcome {
  const end = endOf(action, name, bodies);
  return {
    ...nothing,
    ...(end && { end }),
    labels,
    counted: kindOf(action) === 'count' ? [name] : [],
    inserted: insertedHeaders(action),
  };
}

function ownGroup(
  rule: Rule,
  statement: GroupStatement & { readonly Arn: string },
  surroundings: RuleSurroundings,
): RuleEvaluator {
  const group = referredResource(surroundings, 'AWS::WAFv2::RuleGroup', statement.Arn);
  if (!group)
    return unknownGroup(rule, `the rule group ${statement.Arn} was not deployed here`, surroundings);
  const { Name, Rules, CustomResponseBodies = {} } = group.properties as unknown as RuleGroupProperties;
  const inner = {
    ...surroundings,
    labelContext: labelContext(surroundings.account, 'rulegroup', Name),
    bodies: CustomResponseBodies,
  };
  const evaluators = byPriority(Rules).map((one) =>
    ownRule(one, overriding(one.Name, statement) ?? one.Action ?? {}, `${rule.Name}/${one.Name}`, inner),
  );
  return overridden(rule, (evaluated) => inOrder(evaluators, evaluated));
}

function managedGroup(
  rule: Rule,
  statement: ManagedRuleGroupStatement,
  surroundings: RuleSurroundings,
): RuleEvaluator {
  const { Name: group, VendorName, Version, ScopeDownStatement } = statement;
  const rules = VendorName === 'AWS' ? rulesOfGroup(group) : [];
  if (rules.length === 0) {
    return unknownGroup(rule, `nobody here knows the rules of ${VendorName}'s ${group}`, surroundings);
  }
  if (Version) {
    surroundings.tell(
      `The firewall's rule ${rule.Name} names version ${Version} of ${group}, and is decided by the newest one that AWS documents.`,
    );
  }
  const scope = ScopeDownStatement && judgeOf(ScopeDownStatement, { ...surroundings, rule: rule.Name });
  const evaluators = rules.map(({ name, label, counts }): RuleEvaluator => {
    const known = `${group}/${name}`;
    const action = overriding(name, statement) ?? (counts ? { Count: {} } : { Block: {} });
    const told = `${rule.Name}/${name}`;
    const outcome = matched(action, told, [label], surroundings.bodies);
    return ({ managed }) => {
      const basis = managed.get(known);
      return basis ? { ...outcome, simulated: basis === 'simulated' ? [told] : [] } : nothing;
    };
  });
  return overridden(
    rule,
    scoped(rule.Name, scope, (evaluated) => inOrder(evaluators, evaluated)),
  );
}

function scoped(name: string, scope: Judge | undefined, evaluate: RuleEvaluator): RuleEvaluator {
  if (!scope) return evaluate;
  return (evaluated) => {
    const isInScope = scope(evaluated);
    if (isInScope === undefined) return { ...nothing, undecided: [name] };
    return isInScope ? evaluate(evaluated) : nothing;
  };
}

function unknownGroup(rule: Rule, why: string, surroundings: RuleSurroundings): RuleEvaluator {
  undecided({ ...surroundings, rule: rule.Name }, why);
  return () => ({ ...nothing, undecided: [rule.Name] });
}

/** The other action that a web ACL gives a rule of a group; a rule that is excluded only counts. */
function overriding(
  name: string,
  { RuleActionOverrides = [], ExcludedRules = [] }: GroupStatement,
): RuleAction | undefined {
  if (ExcludedRules.some(({ Name }) => Name === name)) return { Count: {} };
  return RuleActionOverrides.find(({ Name }) => Name === name)?.ActionToUse;
}

/** Where the group is overridden to count, its result counts instead of ending the evaluation; its labels stay. */
function overridden(rule: Rule, evaluate: RuleEvaluator): RuleEvaluator {
  if (!rule.OverrideAction?.Count) return evaluate;
  return (evaluated) => {
    const { end, ...outcome } = evaluate(evaluated);
    return end?.by === undefined ? outcome : { ...outcome, counted: [...outcome.counted, end.by] };
  };
}
