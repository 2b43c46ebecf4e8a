import { nearest } from '../nearest.ts';
import type { RuleText } from '../policy/rule.ts';
import { allRules } from '../policy/rules/index.ts';
import { UsageError } from './output.ts';

/** The rule with this id, in any case; a wrong id is a mistake of the caller. */
export function ruleById(id: string): RuleText {
  const rule = allRules.find((candidate) => candidate.id.toLowerCase() === id.toLowerCase());
  if (rule) return rule;
  const meant = nearest(
    id,
    allRules.map((candidate) => candidate.id),
  );
  throw new UsageError(
    meant
      ? `found no rule ${id}, did you mean ${meant}?`
      : `found no rule ${id}, run palisade rules for the list`,
  );
}
