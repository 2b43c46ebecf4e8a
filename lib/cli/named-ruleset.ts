import { nearest } from '../nearest.ts';
import { currentRuleset, type Ruleset, rulesetAt, rulesetReleases } from '../policy/ruleset/ruleset.ts';
import { UsageError } from './output.ts';

/** The version of the ruleset that an option names, and today's where it names none. Throws a `UsageError` for an unknown one. */
export function namedRuleset(version: string | undefined): Ruleset {
  if (version === undefined) return currentRuleset();
  const found = rulesetAt(version);
  if (found) return found;
  const known = rulesetReleases.map((release) => release.version);
  const meant = nearest(version, known) ?? known.join(' or ');
  throw new UsageError(`--ruleset: found ${version}, write a version that there is: ${meant}`);
}
