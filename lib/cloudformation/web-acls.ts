import { isRecord } from './model/json.ts';
import type { Resource, Value } from './model/types.ts';

const managed = 'Statement.ManagedRuleGroupStatement';

/** The rules of a web ACL or rule group; a list that only the deployment knows stands for itself, so that all asked of it stays unknown. */
export function aclRules(acl: Resource): readonly Value[] {
  return acl
    .property('Rules')
    .each()
    .flatMap((rules) => (rules.isDecidedList ? rules.items() : [rules]));
}

/** The managed rule group that a rule of a web ACL applies. */
export function managedGroup(rule: Value): Value {
  return rule.at(managed);
}

/** The rule group of the shop's own that a rule applies. */
export function ruleGroup(rule: Value): Value {
  return rule.at('Statement.RuleGroupReferenceStatement');
}

/** Whether JSON is an action object of one of these kinds, for example `{ Block: {} }`. */
export function isAction(action: unknown, kinds: readonly string[]): boolean {
  const [[kind, settings] = ['', undefined], ...others] = isRecord(action) ? Object.entries(action) : [];
  return others.length === 0 && kinds.includes(kind) && isRecord(settings);
}
