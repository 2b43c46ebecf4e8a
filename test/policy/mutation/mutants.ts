import type { Rule } from '../../../lib/policy/rule.ts';
import { rulesFor } from './judge.ts';
import { type Mutant, operators } from './operators.ts';
import { nameOf, rows } from './row.ts';
import type { TemplateSet } from './sets.ts';
import type { Shapes } from './shapes.ts';
import { type Site, sitesOf } from './site.ts';

/** A weakened set of templates, and who has to object to it. */
export interface Weakening {
  /** What is weaker, as the lists of survivors call it: a row of the catalogue, or what a rule has passed. */
  readonly of: string;
  readonly operator: string;
  readonly set: TemplateSet;
  /** Where and how it is weaker, as a message names it. */
  readonly place: string;
  readonly mutant: Mutant;
  /** The rules of which one has to object. */
  readonly judges: readonly Rule[];
}

/**
 * Every mutant of a set, one after the other: each row of the catalogue, at each place that it is about, in each way. Where
 * `shapes` has seen the same resource in another set, there are none.
 */
export function* mutantsOf(set: TemplateSet, shapes?: Shapes): Generator<Weakening> {
  const isNew = shapes?.of(set.sources) ?? (() => true);
  for (const row of rows()) {
    if (row.none !== undefined) continue;
    for (const site of sitesOf(row, set.sources)) {
      if (isNew(site.template, site.logicalId)) yield* mutantsAt(site, set);
    }
  }
}

function* mutantsAt(site: Site, set: TemplateSet): Generator<Weakening> {
  const { row, template, logicalId } = site;
  const judges = rulesFor(row);
  for (const [operator, weaken] of Object.entries(operators)) {
    if (row.without?.[operator] !== undefined) continue;
    for (const mutant of weaken(site, set.sources)) {
      const place = `${template} ${logicalId}: ${mutant.what}`;
      yield { of: nameOf(row), operator, set, place, mutant, judges };
    }
  }
}
