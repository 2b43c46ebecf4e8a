import * as z from 'zod';
import file from './equivalent.json' with { type: 'json' };
import type { Weakening } from './mutants.ts';

const entry = z.strictObject({
  /** How what is weakened begins, see `Weakening.of`. */
  of: z.string(),
  operators: z.array(z.string()),
  /** A regular expression for the place. */
  place: z.string(),
  because: z.string().regex(/^\S.*\.$/),
});

/** Mutants that weaken nothing, with the reason. */
export type Equivalent = z.infer<typeof entry>;

/** Every reason for which a mutant may pass: of a row of the catalogue, or of what a rule has passed. */
export const equivalents: Readonly<Record<'rows' | 'passes', readonly Equivalent[]>> = {
  rows: z.array(entry).parse(file.rows),
  passes: z.array(entry).parse(file.passes),
};

/** Why a mutant may pass; nothing where somebody has to object. */
export function equivalentOf({ of, operator, place }: Weakening): Equivalent | undefined {
  return [...equivalents.rows, ...equivalents.passes].find(
    (one) => of.startsWith(one.of) && one.operators.includes(operator) && new RegExp(one.place).test(place),
  );
}
