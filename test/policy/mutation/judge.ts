import { mentionsOf } from '../../../lib/cloudformation/model/mentions.ts';
import { Model } from '../../../lib/cloudformation/model/model.ts';
import type { Resource, TemplateSource } from '../../../lib/cloudformation/model/types.ts';
import { once } from '../../../lib/once.ts';
import { applyAcceptances } from '../../../lib/policy/acceptance/acceptances.ts';
import { evaluate } from '../../../lib/policy/evaluate.ts';
import { type Finding, isBlocking } from '../../../lib/policy/finding.ts';
import { findingsOf, type Judgement } from '../../../lib/policy/judged-finding.ts';
import {
  type Bench,
  benchFor,
  judgeGroups,
  judgeSubject,
  subjectsOf,
} from '../../../lib/policy/judgements.ts';
import type { Rule } from '../../../lib/policy/rule.ts';
import { rules } from '../../../lib/policy/rules/index.ts';
import { templateContract } from '../../../lib/policy/template/template-rules.ts';
import { resourcesOf } from './edit.ts';
import type { Row } from './row.ts';

/** The rules that have to object where a row is weakened: those of its control, if the row names no others. */
export function rulesFor({ control, rules: named }: Row): readonly Rule[] {
  return rules.filter(({ id, controls }) => named?.includes(id) ?? controls.includes(control));
}

/** Judges weakened templates beside what they were before. */
export class Judge {
  private readonly before: readonly TemplateSource[];
  private readonly known: () => ReadonlySet<string>;

  constructor(before: readonly TemplateSource[]) {
    this.before = before;
    this.known = once(() => new Set(evaluate(new Model(before), rules).filter(isBlocking).map(keyOf)));
  }

  /**
   * Whether one of the rules objects to the templates now, and did not object to the same before. What is weaker is judged first, and
   * then whatever has to do with it; only where nobody has objected so far is everything judged.
   */
  isObjectedTo(judging: readonly Rule[], sources: readonly TemplateSource[]): boolean {
    const bench = benchFor(new Model(sources));
    const isNear = this.nearTo(sources, bench.model);
    const parts = judging.map((rule) => ({ rule, subjects: subjectsOf(rule, bench).filter(isNear) }));
    return (
      parts.some(({ rule, subjects }) =>
        subjects.some((subject) => this.hasNew(judgeSubject(rule, subject, bench), bench)),
      ) ||
      judging.some((rule) => this.hasNew(judgeGroups(rule, bench), bench)) ||
      this.objecting(judging, sources).length > 0
    );
  }

  /** The rules that object to the templates now, and did not object to the same before; everything is judged. */
  objecting(judging: readonly Rule[], sources: readonly TemplateSource[]): readonly string[] {
    // A contract that cannot be read is objected to as a whole.
    const ids = new Set([...judging, templateContract].map(({ id }) => id));
    const now = evaluate(new Model(sources), judging).filter(
      (finding) => ids.has(finding.rule) && this.isNew(finding),
    );
    return [...new Set(now.map(({ rule }) => rule))];
  }

  private hasNew(judged: readonly Judgement[], { model }: Bench): boolean {
    const objections = judged.filter(isBlocking);
    if (objections.length === 0) return false;
    const { judgements } = applyAcceptances(objections, { model, rules, judged: rules });
    return findingsOf(judgements).some((finding) => this.isNew(finding));
  }

  private isNew(finding: Finding): boolean {
    return isBlocking(finding) && !this.known().has(keyOf(finding));
  }

  /** Tells the resources that are written otherwise than before, and those that name them or are named by them, then or now. */
  private nearTo(sources: readonly TemplateSource[], { templates }: Model): (resource: Resource) => boolean {
    const near = new Set<Resource>();
    for (const template of templates) {
      const [old, now] = [this.before, sources].map((all) => all.find(({ name }) => name === template.name));
      if (!now || old?.body === now.body) continue;
      const written = [old, now].map((source) => new Map(source && resourcesOf(source)));
      const otherwise = new Map(
        [...new Set(written.flatMap((all) => [...all.keys()]))]
          .filter((id) => written[0]?.get(id) !== written[1]?.get(id))
          .map((id) => [id, written.flatMap((all) => [...mentionsOf(all.get(id) ?? {})])]),
      );
      const named = new Set([...otherwise].flatMap(([id, names]) => [id, ...names]));
      for (const [id, resource] of template.resources) {
        const names = [...mentionsOf(resource.definition)];
        if (named.has(id) || names.some((name) => otherwise.has(name))) near.add(resource);
      }
    }
    return (resource) => near.has(resource);
  }
}

/** Fingerprints take time to make, and within one set of templates the place tells findings apart. */
function keyOf({ rule, template, logicalId, path, about, subject }: Finding): string {
  return [rule, template, logicalId, path, about, subject].join('\n');
}
