import { isNeverAccepted } from '../policy/central-policy.ts';
import { isInProfile } from '../policy/profiles/profiles.ts';
import type { Rule, RuleText } from '../policy/rule.ts';
import type { VersionedRule } from '../policy/ruleset/ruleset.ts';
import { rulebookOf } from './rulebook.ts';
import type { Settings } from './settings.ts';

/** A rule as it stands in a repository. */
export interface Standing {
  readonly rule: RuleText & Partial<Pick<Rule, 'types'>>;
  /** The version of the ruleset that brought it or changed what it means; that of the team for one of its own. */
  readonly version: string;
  /** Whether it is one of the team's. */
  readonly isOwn: boolean;
  /** What is particular about it here, as phrases. */
  readonly remarks: readonly string[];
}

/** Every rule that settings have, the kit's first, each with what they say of it. */
export function standingsOf(settings: Settings): readonly Standing[] {
  const { ruleset, own } = rulebookOf(settings);
  const standing = (rule: RuleText, version: string, isOwn: boolean): Standing => ({
    rule,
    version,
    isOwn,
    remarks: remarksOn(rule, isOwn, settings),
  });
  return [
    ...ruleset.rules.map((rule: VersionedRule) => standing(rule, rule.version, false)),
    ...own.map((rule) => standing(rule, rule.since, true)),
  ];
}

function remarksOn({ id, stage }: RuleText, isOwn: boolean, settings: Settings): readonly string[] {
  const { profile, centralPolicy } = settings;
  return [
    ...(isOwn ? ["the team's own"] : []),
    ...(stage === 'preview' ? ['preview'] : []),
    ...(profile !== undefined && !isInProfile(id, profile)
      ? [`not in the profile ${profile}, so asked of storefronts and accounts alone`]
      : []),
    ...(centralPolicy && isNeverAccepted(id, centralPolicy)
      ? ['the central policy lets nobody accept its findings']
      : []),
  ];
}
