import facts from './managed-rules.json' with { type: 'json' };

/** The groups that every shop's firewall has: they cover known attack families within the capacity that the price includes. */
export const baselineGroups = [
  'AWSManagedRulesAmazonIpReputationList',
  'AWSManagedRulesCommonRuleSet',
  'AWSManagedRulesKnownBadInputsRuleSet',
  'AWSManagedRulesSQLiRuleSet',
] as const;

/** What AWS documents of a rule's patterns; letters have no case in it. */
export interface DocumentedPatterns {
  /** The part has more bytes than these. */
  readonly longerThan?: number;
  /** The part was not sent. */
  readonly missing?: boolean;
  readonly is?: string;
  readonly holds?: readonly string[];
  readonly endsWith?: readonly string[];
  /** A regular expression. */
  readonly fits?: string;
  /** Whether the rule has no other patterns than these. */
  readonly whole?: boolean;
}

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
  /** Of most rules AWS gives examples only, and of some not even those. */
  readonly documented: DocumentedPatterns;
}

interface GroupFacts {
  readonly labels: string;
  readonly rules: Readonly<Record<string, RuleFacts>>;
}

interface RuleFacts {
  readonly label: string;
  readonly inspects: string;
  readonly counts?: boolean;
  readonly documented?: DocumentedPatterns;
}

const groups: Readonly<Record<string, GroupFacts>> = facts.groups;

/** The rules of a managed rule group; none where the table does not know the group. */
export function rulesOfGroup(group: string): readonly ManagedRule[] {
  if (!Object.hasOwn(groups, group)) return [];
  const { labels, rules } = groups[group] as GroupFacts;
  return Object.entries(rules).map(([name, { label, inspects, counts = false, documented = {} }]) => ({
    group,
    name,
    label: `${labels}${label}`,
    inspects,
    counts,
    documented,
  }));
}

/** Every rule of every managed group that the table knows. */
export const everyManagedRule: readonly ManagedRule[] = Object.keys(groups).flatMap(rulesOfGroup);
