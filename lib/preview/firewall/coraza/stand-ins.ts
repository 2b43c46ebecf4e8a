import { rulesOfGroup } from '../../../aws/managed-rules.ts';
import facts from './stand-ins.json' with { type: 'json' };

/** By what a program judges. */
export interface Versions {
  readonly coraza: string;
  readonly coreRuleSet: string;
}

/** The versions to which the table of stand-ins was made. */
export const knownVersions: Versions = facts.versions;

/** A rule of the core rule set that matches a request, and the parts of the request that it objects to. */
export interface CoreMatch {
  readonly rule: number;
  /** By the words of the table of managed rules. */
  readonly parts: readonly string[];
}

/** The managed rules, as `GROUP/RULE`, for which a rule of the core rule set stands in where it matches. */
export function managedRulesFor({ rule, parts }: CoreMatch): readonly string[] {
  const [standIn] = facts.standIns
    .filter(({ beginning }) => String(rule).startsWith(beginning))
    .sort((one, other) => other.beginning.length - one.beginning.length);
  if (!standIn) return [];
  return rulesOfGroup(standIn.group)
    .filter(({ name, inspects }) => name.startsWith(`${standIn.name}_`) && parts.includes(inspects))
    .map(({ group, name }) => `${group}/${name}`);
}
