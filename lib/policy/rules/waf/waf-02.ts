import capacities from '../../../aws/web-acl-capacities.json' with { type: 'json' };
import { own } from '../../../cloudformation/model/json.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { referenced } from '../../../cloudformation/references.ts';
import { managedGroup } from '../../../cloudformation/web-acls.ts';
import { expectItem, flawsOf } from '../../choices.ts';
import { asNumber, expectAbsent } from '../../expect.ts';
import { type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { aboutWebAcls, identifyManagedGroup } from './acl-rules.ts';

const baseline = [
  'AWSManagedRulesCommonRuleSet',
  'AWSManagedRulesKnownBadInputsRuleSet',
  'AWSManagedRulesSQLiRuleSet',
  'AWSManagedRulesAmazonIpReputationList',
] as const;

/** The four groups of AWS that cover known attack families, and whether the web ACL can hold them all. */
export const waf02: Rule = {
  ...aboutWebAcls,
  id: 'WAF-02',
  title: 'The web ACL applies the baseline managed rule groups within its capacity',
  severity: 'high',
  why: 'Common web attacks, known exploits, SQL injection and known bad addresses come within minutes of going live.',
  fix: `Add the managed rule groups ${baseline.join(', ')} of vendor AWS without a Version.`,
  controls: ['WAF-02'],
  check: (acl) => {
    const capacity = Math.max(...acl.property('Rules').each().map(knownCapacity));
    const groups = baseline.flatMap((name) => baselineGroup(acl, name));
    return [
      ...(capacity > capacities.included ? groups.map((seen) => priced(seen, capacity)) : groups),
      ...budget(acl, capacity),
    ];
  },
};

function baselineGroup(acl: Resource, name: string): readonly Observation[] {
  return expectItem(acl.property('Rules'), {
    expected: `the managed rule group ${name} of AWS`,
    identify: (rule) => identifyManagedGroup(rule, name),
    judge: (rule) =>
      flawsOf([
        expectAbsent(managedGroup(rule).at('Version'), 'no value, so that AWS applies its current version'),
      ]),
  });
}

function priced(seen: Observation, capacity: number): Observation {
  if (seen.status !== 'pass' || !seen.path.endsWith('.Name')) return seen;
  return seen.withNote(
    `the known rule groups take ${capacity} capacity units, and the price includes ${capacities.included}`,
  );
}

function budget(acl: Resource, capacity: number): readonly Observation[] {
  if (capacity <= capacities.maximum) return [];
  const rules = acl.property('Rules');
  const expected = `at most ${capacities.maximum} capacity units`;
  const says = `takes ${capacity} capacity units; expected ${expected}`;
  return [observation('fail', rules, { expected }).with({ actual: String(capacity), says })];
}

/** What the rule groups take whose capacity is published or written out; single rules take little. */
function knownCapacity(rules: Value): number {
  return rules.items().reduce((sum, rule) => sum + managedCapacity(rule) + ownCapacity(rule), 0);
}

const managed: Readonly<Record<string, number>> = capacities.managedRuleGroups;

function managedCapacity(rule: Value): number {
  return own(managed, String(managedGroup(rule).at('Name').literal)) ?? 0;
}

function ownCapacity(rule: Value): number {
  const group = referenced(rule.at('Statement.RuleGroupReferenceStatement.Arn'));
  return asNumber(group?.property('Capacity').literal) ?? 0;
}
