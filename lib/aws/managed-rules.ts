import facts from './managed-rules.json' with { type: 'json' };

/** The groups that every shop's firewall has: they cover known attack families within the capacity that the price includes. */
export const baselineGroups = [
  'AWSManagedRulesAmazonIpReputationList',
  'AWSManagedRulesCommonRuleSet',
  'AWSManagedRulesKnownBadInputsRuleSet',
  'AWSManagedRulesSQLiRuleSet',
] as const;

/** One rule of a managed rule group of AWS. */
export interface ManagedRule {
  readonly group: string;
  readonly name: string;
  /** The whole label that it gives to a request that it matches, also where it is overridden to count. */
  readonly label: string;
  /** What of a request it reads. */
  readonly inspects: string;
  /** Whether AWS itself lets it count only. */
  readonly counts: boolean;
}

interface GroupFacts {
  readonly labels: string;
  readonly rules: Readonly<
    Record<string, { readonly label: string; readonly inspects: string; readonly counts?: boolean }>
  >;
}

const groups: Readonly<Record<string, GroupFacts>> = facts.groups;

/** The rules of a managed rule group; none where the table does not know the group. */
export function rulesOfGroup(group: string): readonly ManagedRule[] {
  if (!Object.hasOwn(groups, group)) return [];
  const { labels, rules } = groups[group] as GroupFacts;
  return Object.entries(rules).map(([name, { label, inspects, counts = false }]) => ({
    group,
    name,
    label: `${labels}${label}`,
    inspects,
    counts,
  }));
}
