import { isRecord } from '../../../cloudformation/model/json.ts';
import type { Value } from '../../../cloudformation/model/types.ts';
import { referenced } from '../../../cloudformation/references.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { aclRules, isAction, managedGroup, ruleGroup } from '../../../cloudformation/web-acls.ts';
import { flawsOf } from '../../choices.ts';
import { asNumber, observe } from '../../expect.ts';
import { type Observation, observation } from '../../observation.ts';

/** Allow ends the evaluation: what it matches never meets the rules that come later, which `what` says in the plural. */
export function waysAround(
  rules: readonly Value[],
  later: readonly Value[],
  what: string,
): readonly Observation[] {
  const last = lastPriority(later);
  return rules.flatMap((rule) => wayAround(rule, last, what));
}

function wayAround(rule: Value, last: number | undefined, what: string): readonly Observation[] {
  const ways = flawsOf([notAllow(rule.at('Action'), what), ...groupActions(rule, what)]);
  if (ways.length === 0) return [];
  const priority = rule.at('Priority');
  const own = asNumber(priority.literal);
  if (own === undefined || last === undefined) {
    return [observation('unknown', priority, { expected: `a priority after the ${what}` })];
  }
  return own < last ? ways : [];
}

/** The priority of the rule that is evaluated last; nothing when one is not written out. */
function lastPriority(rules: readonly Value[]): number | undefined {
  const priorities = rules.map((rule) => asNumber(rule.at('Priority').literal));
  const known = priorities.filter((priority) => priority !== undefined);
  return known.length === priorities.length ? Math.max(...known) : undefined;
}

function notAllow(action: Value, what: string): Observation {
  return observe(action, { expected: `no Allow, since ${what} come later` }, (resolved) => {
    if (resolved.kind === 'absent') return true;
    return resolved.kind === 'literal'
      ? !isRecord(resolved.value) || !('Allow' in resolved.value)
      : undefined;
  });
}

/** The actions in the rule group that a rule applies; what a group does that was not given is unknown. */
function groupActions(rule: Value, what: string): readonly Observation[] {
  const arn = ruleGroup(rule).at('Arn');
  if (arn.isAbsent) return vendorActions(rule, what);
  const group = referenced(arn);
  if (group) return aclRules(group).map((one) => notAllow(one.at('Action'), what));
  return [observation('unknown', arn, { expected: `a rule group without Allow, since ${what} come later` })];
}

/** The managed groups of AWS allow nothing; what a group of another vendor does, its vendor alone knows, and changes. */
function vendorActions(rule: Value, what: string): readonly Observation[] {
  const vendor = managedGroup(rule).at('VendorName');
  const onlyCounts = isAction(rule.at('OverrideAction').literal, ['Count']);
  if (vendor.isAbsent || onlyCounts || textIs(vendor, (name) => name === 'AWS')) return [];
  return [
    observation('unknown', vendor, { expected: `a group of AWS, or one that comes after the ${what}` }),
  ];
}
