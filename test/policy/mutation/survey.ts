import { Judge, rulesFor } from './judge.ts';
import type { RowMutant } from './mutants.ts';
import { nameOf } from './row.ts';

/** What became of mutants. */
export interface Survey {
  /** Mutants by operator. */
  readonly counts: Readonly<Record<string, number>>;
  /** Mutants to which no intended rule objects, by row and operator. */
  readonly survivors: Readonly<Record<string, readonly string[]>>;
  /** Rows that have a mutant. */
  readonly rows: ReadonlySet<string>;
}

/** Judges mutants of one set of templates. */
export function survey(mutants: Iterable<RowMutant>): Survey {
  const counts: Record<string, number> = {};
  const survivors: Record<string, string[]> = {};
  const rows = new Set<string>();
  let judge: Judge | undefined;
  for (const { row, operator, set, place, mutant } of mutants) {
    judge ??= new Judge(set.sources);
    counts[operator] = (counts[operator] ?? 0) + 1;
    rows.add(nameOf(row));
    const rules = judge.objecting(rulesFor(row), mutant.sources);
    const kind = `${nameOf(row)}, ${operator}`;
    if (rules.length === 0) survivors[kind] = [...(survivors[kind] ?? []), place];
  }
  return { counts, survivors, rows };
}
