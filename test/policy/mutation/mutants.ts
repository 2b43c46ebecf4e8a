import type { TemplateSource } from '../../../lib/cloudformation/model/types.ts';
import { type Mutant, operators } from './operators.ts';
import { type Row, rows } from './row.ts';
import { type Site, sitesOf } from './site.ts';

/** Templates that are judged together. */
export interface TemplateSet {
  readonly name: string;
  readonly sources: readonly TemplateSource[];
}

/** A weakened set of templates. */
export interface RowMutant {
  readonly row: Row;
  readonly operator: string;
  readonly set: TemplateSet;
  /** Where and how it is weaker, as a message names it. */
  readonly place: string;
  readonly mutant: Mutant;
}

/**
 * Every mutant of a set, one after the other: each row of the catalogue, at each place that it is about, in each way. Of resources that
 * stand in another set just so there are none, once `seen` holds them.
 */
export function* mutantsOf(set: TemplateSet, seen = new Set<string>()): Generator<RowMutant> {
  const known = new Set(seen);
  for (const row of rows()) {
    if (row.none !== undefined) continue;
    for (const site of sitesOf(row, set.sources)) {
      const definition = `${site.template} ${site.logicalId} ${JSON.stringify(site.resource)}`;
      seen.add(definition);
      if (!known.has(definition)) yield* mutantsAt(site, set);
    }
  }
}

function* mutantsAt(site: Site, set: TemplateSet): Generator<RowMutant> {
  const { row, template, logicalId } = site;
  for (const [operator, weaken] of Object.entries(operators)) {
    if (row.without?.[operator] !== undefined) continue;
    for (const mutant of weaken(site, set.sources)) {
      const place = `${template} ${logicalId}: ${mutant.what}`;
      yield { row, operator, set, place, mutant };
    }
  }
}
