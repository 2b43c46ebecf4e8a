import { InputError } from '../cloudformation/input/input-error.ts';
import { nearest } from '../nearest.ts';
import type { Rule, RuleText } from '../policy/rule.ts';
import { currentRuleset, type Ruleset, rulesetAt, rulesetReleases } from '../policy/ruleset/ruleset.ts';
import { loadOwnRules } from './own-rules.ts';
import type { Settings } from './settings.ts';

/** The rules of a run: those of the kit in the version that was asked for, and the team's own. */
export interface Rulebook {
  readonly ruleset: Ruleset;
  readonly own: readonly Rule[];
}

/** Loads the rules that settings ask for. Throws an `InputError` for a version that there never was, and for own rules that are wrong. */
export function rulebookOf({ ruleset, ownRules }: Pick<Settings, 'ruleset' | 'ownRules'>): Rulebook {
  return { ruleset: rulesetOf(ruleset), own: loadOwnRules(ownRules) };
}

/** What people read about each rule of a run, the kit's first. */
export function textsOf({ ruleset, own }: Rulebook): readonly RuleText[] {
  return [...ruleset.rules, ...own];
}

function rulesetOf(version: string | undefined): Ruleset {
  if (version === undefined) return currentRuleset();
  const found = rulesetAt(version);
  if (found) return found;
  const known = rulesetReleases.map((release) => release.version);
  const meant = nearest(version, known) ?? known.join(' or ');
  throw new InputError(`--ruleset: found ${version}, write a version that there is: ${meant}`);
}
