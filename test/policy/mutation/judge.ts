import { Model } from '../../../lib/cloudformation/model/model.ts';
import type { TemplateSource } from '../../../lib/cloudformation/model/types.ts';
import { evaluate } from '../../../lib/policy/evaluate.ts';
import { type Finding, isBlocking } from '../../../lib/policy/finding.ts';
import type { Rule } from '../../../lib/policy/rule.ts';
import { rules } from '../../../lib/policy/rules/index.ts';
import { templateContract } from '../../../lib/policy/template/template-rules.ts';
import type { Row } from './row.ts';

/** The rules that have to object where a row is weakened: those of its control, if the row names no others. */
export function rulesFor({ control, rules: named }: Row): readonly Rule[] {
  return rules.filter(({ id, controls }) => named?.includes(id) ?? controls.includes(control));
}

/** Judges weakened templates beside what they were before. */
export class Judge {
  private readonly before: readonly TemplateSource[];
  private readonly known = new Map<string, ReadonlySet<string>>();

  constructor(before: readonly TemplateSource[]) {
    this.before = before;
  }

  /** The rules that object to the templates now, and did not object to the same before. */
  objecting(judging: readonly Rule[], sources: readonly TemplateSource[]): readonly string[] {
    const before = this.objectionsBefore(judging);
    const now = blocking(judging, sources).filter((finding) => !before.has(keyOf(finding)));
    return [...new Set(now.map(({ rule }) => rule))];
  }

  private objectionsBefore(judging: readonly Rule[]): ReadonlySet<string> {
    const ids = judging.map(({ id }) => id).join(' ');
    const known = this.known.get(ids);
    if (known) return known;
    const found = new Set(blocking(judging, this.before).map(keyOf));
    this.known.set(ids, found);
    return found;
  }
}

function blocking(judging: readonly Rule[], sources: readonly TemplateSource[]): readonly Finding[] {
  // A contract that cannot be read is objected to as a whole.
  const ids = new Set([...judging, templateContract].map(({ id }) => id));
  return evaluate(new Model(sources), judging).filter(
    (finding) => ids.has(finding.rule) && isBlocking(finding),
  );
}

/** Fingerprints take time to make, and within one set of templates the place tells findings apart. */
function keyOf({ rule, template, logicalId, path, about, subject }: Finding): string {
  return [rule, template, logicalId, path, about, subject].join('\n');
}
