import type { Model } from '../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../cloudformation/model/types.ts';
import { referenced } from '../../cloudformation/references.ts';

/** A DNS Firewall of the network that a security group is in. */
export interface NameFirewall {
  readonly association: Resource;
  readonly firewall: Resource;
  /** What its rules do with names, in their order. */
  readonly says: string;
}

/** The DNS Firewalls that decide which names resolve for members of a security group. */
export function nameFirewalls(group: Resource, model: Model): readonly NameFirewall[] {
  const vpc = referenced(group.property('VpcId'));
  return model
    .beside(group, 'AWS::Route53Resolver::FirewallRuleGroupAssociation')
    .filter((association) => vpc !== undefined && referenced(association.property('VpcId')) === vpc)
    .flatMap((association) => {
      const firewall = referenced(association.property('FirewallRuleGroupId'));
      if (!firewall) return [];
      const rules = firewall.property('FirewallRules').items();
      return [{ association, firewall, says: rules.map(ruleText).join('; ') }];
    });
}

function ruleText(rule: Value): string {
  const list = referenced(rule.at('FirewallDomainListId'));
  const names = list?.property('Domains').items().map(String) ?? [String(rule.at('FirewallDomainListId'))];
  return `${String(rule.at('Action')).toLowerCase()} ${names.join(', ')}`;
}
