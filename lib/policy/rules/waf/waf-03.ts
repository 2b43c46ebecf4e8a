import { isList, isRecord, type Json } from '../../../cloudformation/model/json.ts';
import type { Value } from '../../../cloudformation/model/types.ts';
import { referenced } from '../../../cloudformation/references.ts';
import { aclRules, isAction, managedGroup, ruleGroup } from '../../../cloudformation/web-acls.ts';
import { flawsOf } from '../../choices.ts';
import { asNumber, expectAbsent, observe, observeLiteral } from '../../expect.ts';
import { notApplicable, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { aboutWebAcls, expectNoOverride } from './acl-rules.ts';

/** Managed groups only protect when their own actions stand and every request reaches them. */
export const waf03: Rule = {
  ...aboutWebAcls,
  id: 'WAF-03',
  title: 'The managed rule groups block; nothing counts in their place or lets requests around them',
  severity: 'high',
  why: 'One override to Count or one early Allow turns the firewall into a logger, and nobody notices.',
  fix: 'Set OverrideAction to None, remove overrides, exclusions and scope-down statements, and let no Allow come before the groups; exempt a request by label from the one rule it trips.',
  controls: ['WAF-03'],
  check: (acl) => {
    const rules = aclRules(acl);
    const groups = rules.filter((rule) => !managedGroup(rule).isAbsent);
    if (groups.length === 0) return [notApplicable(acl, 'the web ACL applies no managed rule group')];
    const last = lastPriority(groups);
    const applied = rules.filter((rule) => !managedGroup(rule).isAbsent || !ruleGroup(rule).isAbsent);
    return [...applied.flatMap(inForce), ...rules.flatMap((rule) => noWayAround(rule, last))];
  },
};

function inForce(rule: Value): readonly Observation[] {
  const group = managedGroup(rule).isAbsent ? ruleGroup(rule) : managedGroup(rule);
  return [
    expectNoOverride(rule),
    ...flawsOf([
      expectAbsent(group.at('ScopeDownStatement'), 'no value, so that the group sees every request'),
      observeLiteral(
        group.at('ExcludedRules'),
        { expected: 'no entry, since an excluded rule only counts' },
        isNothing,
      ),
      ...overrides(group),
    ]),
  ];
}

function overrides(group: Value): readonly Observation[] {
  const list = group.at('RuleActionOverrides');
  if (!list.isDecidedList)
    return [observation('unknown', list, { expected: 'no entry that only counts or allows' })];
  return list
    .items()
    .map((override) =>
      observeLiteral(override.at('ActionToUse'), { expected: 'Block, Captcha or Challenge' }, (action) =>
        isAction(action, ['Block', 'Captcha', 'Challenge']),
      ),
    );
}

function isNothing(literal: Json | undefined): boolean {
  return literal === undefined || (isList(literal) && literal.length === 0);
}

/** The priority of the group that is evaluated last; nothing when one is not written out. */
function lastPriority(groups: readonly Value[]): number | undefined {
  const priorities = groups.map((group) => asNumber(group.at('Priority').literal));
  const known = priorities.filter((priority) => priority !== undefined);
  return known.length === priorities.length ? known.reduce((one, other) => Math.max(one, other)) : undefined;
}

/** Allow ends the evaluation: what it matches never meets the groups that come later. */
function noWayAround(rule: Value, last: number | undefined): readonly Observation[] {
  const ways = flawsOf([notAllow(rule.at('Action')), ...groupActions(rule)]);
  if (ways.length === 0) return [];
  const priority = rule.at('Priority');
  const own = asNumber(priority.literal);
  if (own === undefined || last === undefined) {
    return [observation('unknown', priority, { expected: 'a priority after the managed rule groups' })];
  }
  return own < last ? ways : [];
}

function notAllow(action: Value): Observation {
  return observe(action, { expected: 'no Allow, since managed rule groups come later' }, (resolved) => {
    if (resolved.kind === 'absent') return true;
    return resolved.kind === 'literal'
      ? !isRecord(resolved.value) || !('Allow' in resolved.value)
      : undefined;
  });
}

/** The actions in the rule group that a rule applies; what a group does that was not given is unknown. */
function groupActions(rule: Value): readonly Observation[] {
  const arn = ruleGroup(rule).at('Arn');
  if (arn.isAbsent) return [];
  const group = referenced(arn);
  if (group) return aclRules(group).map((one) => notAllow(one.at('Action')));
  return [
    observation('unknown', arn, {
      expected: 'a rule group without Allow, since managed rule groups come later',
    }),
  ];
}
