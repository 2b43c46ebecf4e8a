import { type Equivalent, equivalentOf } from './equivalent.ts';
import { Judge } from './judge.ts';
import type { Weakening } from './mutants.ts';

/** What became of mutants. */
export interface Survey {
  /** Mutants by operator. */
  readonly counts: Readonly<Record<string, number>>;
  /** Mutants to which no intended rule objects, by what they weaken and by operator. */
  readonly survivors: Readonly<Record<string, readonly string[]>>;
  /** Why a mutant passed that weakens nothing, once for each of them. */
  readonly equivalent: readonly Equivalent[];
  /** What has a mutant, see `Weakening.of`. */
  readonly weakened: ReadonlySet<string>;
}

/** Judges mutants of one set of templates. */
export function survey(mutants: Iterable<Weakening>): Survey {
  const counts: Record<string, number> = {};
  const survivors: Record<string, string[]> = {};
  const equivalent: Equivalent[] = [];
  const weakened = new Set<string>();
  let judge: Judge | undefined;
  for (const one of mutants) {
    const { of, operator, set, place, mutant, judges } = one;
    judge ??= new Judge(set.sources);
    counts[operator] = (counts[operator] ?? 0) + 1;
    weakened.add(of);
    if (judge.isObjectedTo(judges, mutant.sources)) continue;
    const why = equivalentOf(one);
    const kind = `${of}, ${operator}`;
    if (why) equivalent.push(why);
    else survivors[kind] = [...(survivors[kind] ?? []), place];
  }
  return { counts, survivors, equivalent, weakened };
}
