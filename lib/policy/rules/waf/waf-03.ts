import { isList, isRecord, type Json } from '../../../cloudformation/model/json.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { referenced } from '../../../cloudformation/references.ts';
import { aclRules, isAction, managedGroup, ruleGroup } from '../../../cloudformation/web-acls.ts';
import { distinct, flawsOf } from '../../choices.ts';
import { asNumber, expectAbsent, observe, observeLiteral } from '../../expect.ts';
import { notApplicable, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { aboutWebAcls, expectNoOverride } from './acl-rules.ts';
import { asksForLabels, labelOf, reblocking } from './reblocked.ts';

/** Managed groups only protect when their own actions stand and every request reaches them. */
export const waf03: Rule = {
  ...aboutWebAcls,
  id: 'WAF-03',
  title: 'The managed rule groups block; nothing counts in their place or lets requests around them',
  severity: 'high',
  why: 'One override to Count or one early Allow turns the firewall into a logger, and nobody notices.',
  fix: 'Set OverrideAction to None, remove exclusions and scope-down statements, and let no Allow come before the groups. A rule that breaks callbacks may count where a later rule blocks its label on every other path.',
  controls: ['WAF-03'],
  check: (acl, model) => {
    const rules = aclRules(acl);
    const groups = rules.filter((rule) => !managedGroup(rule).isAbsent);
    if (groups.length === 0) return [notApplicable(acl, 'the web ACL applies no managed rule group')];
    const last = lastPriority([...groups, ...rules.filter(asksForLabels)]);
    const applied = rules.filter((rule) => !managedGroup(rule).isAbsent || !ruleGroup(rule).isAbsent);
    const others = { rules, spared: callbackPaths(acl, model) };
    return distinct([
      ...applied.flatMap((rule) => inForce(rule, others)),
      ...rules.flatMap((rule) => noWayAround(rule, last)),
    ]);
  },
};

/** What else is in the web ACL, and the paths whose requests are proven otherwise. */
interface Others {
  readonly rules: readonly Value[];
  readonly spared: readonly string[];
}

/** The paths of which the storefront says that gateways call them; somebody else's template says nothing of the kind. */
function callbackPaths({ template }: Resource, model: Model): readonly string[] {
  const paths = model.storefrontOf(template)?.contract.paths ?? [];
  return paths.filter(({ serves }) => serves === 'callback').map(({ pattern }) => pattern);
}

function inForce(rule: Value, others: Others): readonly Observation[] {
  const group = managedGroup(rule).isAbsent ? ruleGroup(rule) : managedGroup(rule);
  return [
    expectNoOverride(rule).with({ about: aboutGroup(group) }),
    ...flawsOf([
      expectAbsent(group.at('ScopeDownStatement'), 'no value, so that the group sees every request'),
      observeLiteral(
        group.at('ExcludedRules'),
        { expected: 'no entry, since an excluded rule only counts' },
        isNothing,
      ),
    ]),
    ...overrides(rule, group, others),
  ];
}

/** An acceptance of a group that counts names the group, and no other. */
function aboutGroup(group: Value): string | undefined {
  const name = group.at('Name').literal;
  return typeof name === 'string' ? name : undefined;
}

function overrides(rule: Value, group: Value, others: Others): readonly Observation[] {
  const list = group.at('RuleActionOverrides');
  if (!list.isDecidedList)
    return [observation('unknown', list, { expected: 'no entry that only counts or allows' })];
  const name = String(group.at('Name').literal);
  return list.items().flatMap((override) => {
    const overridden = String(override.at('Name').literal);
    const blocks = stillBlocks(override, { about: `${name}/${overridden}` });
    const label = isCount(override) ? labelOf(name, overridden) : undefined;
    const instead = label === undefined ? [] : reblocking(others.rules, { ...others, group: rule, label });
    return instead.length > 0 ? [...instead] : flawsOf([blocks]);
  });
}

function isCount(override: Value): boolean {
  return isAction(override.at('ActionToUse').literal, ['Count']);
}

function stillBlocks(override: Value, { about }: { readonly about: string }): Observation {
  return observeLiteral(
    override.at('ActionToUse'),
    { expected: 'Block, Captcha or Challenge', about },
    (action) => isAction(action, ['Block', 'Captcha', 'Challenge']),
  );
}

function isNothing(literal: Json | undefined): boolean {
  return literal === undefined || (isList(literal) && literal.length === 0);
}

/** The priority of the rule that is evaluated last; nothing when one is not written out. */
function lastPriority(rules: readonly Value[]): number | undefined {
  const priorities = rules.map((rule) => asNumber(rule.at('Priority').literal));
  const known = priorities.filter((priority) => priority !== undefined);
  return known.length === priorities.length ? known.reduce((one, other) => Math.max(one, other)) : undefined;
}

/** Allow ends the evaluation: what it matches never meets the groups, and what blocks by their labels, that come later. */
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
