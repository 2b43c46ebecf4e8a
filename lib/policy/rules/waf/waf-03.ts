import { baselineGroups } from '../../../aws/managed-rules.ts';
import { isList, type Json } from '../../../cloudformation/model/json.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { aclRules, isAction, managedGroup, ruleGroup } from '../../../cloudformation/web-acls.ts';
import { distinct, flawsOf } from '../../choices.ts';
import { expectAbsent, observeLiteral } from '../../expect.ts';
import { notApplicable, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { aboutWebAcls, expectNoOverride } from './acl-rules.ts';
import { waysAround } from './early-allows.ts';
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
    const applied = rules.filter((rule) => !managedGroup(rule).isAbsent || !ruleGroup(rule).isAbsent);
    const others = { rules, spared: callbackPaths(acl, model) };
    return distinct([
      ...applied.flatMap((rule) => inForce(rule, others)),
      ...waysAround(rules, [...groups, ...rules.filter(asksForLabels)], 'managed rule groups'),
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
    const blocks = stillBlocks(override, { group: name, about: `${name}/${overridden}` });
    const label = isCount(override) ? labelOf(name, overridden) : undefined;
    const instead = label === undefined ? [] : reblocking(others.rules, { ...others, group: rule, label });
    return instead.length > 0 ? [...instead] : flawsOf([blocks]);
  });
}

function isCount(override: Value): boolean {
  return isAction(override.at('ActionToUse').literal, ['Count']);
}

/** A puzzle or a challenge is for telling bots from people; what matches the baseline is an attack, whoever sends it. */
function stillBlocks(
  override: Value,
  { group, about }: { readonly group: string; readonly about: string },
): Observation {
  const isBaseline = baselineGroups.some((name) => name === group);
  const actions = isBaseline ? ['Block'] : ['Block', 'Captcha', 'Challenge'];
  const expected = isBaseline ? 'Block' : 'Block, Captcha or Challenge';
  return observeLiteral(override.at('ActionToUse'), { expected, about }, (action) =>
    isAction(action, actions),
  );
}

function isNothing(literal: Json | undefined): boolean {
  return literal === undefined || (isList(literal) && literal.length === 0);
}
