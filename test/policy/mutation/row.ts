import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { controls } from '../../../lib/compliance/catalogue.ts';
import { once } from '../../../lib/once.ts';
import { packagePath } from '../../../lib/package-root.ts';

const json = z.json();
const reason = z.string().regex(/^\S.*\.$/s);
const subjects = z.strictObject({
  /** Text that the definition of a resource has to hold, as JSON; a regular expression. */
  holds: z.string().optional(),
  /** Text that it must not hold. */
  lacks: z.string().optional(),
  /** What the environment has to be for, where its template tells. */
  purpose: z.enum(['production']).optional(),
  because: reason,
});

const description = z.strictObject({
  type: z.string(),
  property: z.string(),
  /** Where several rows of a control name the same property: how the row's expectation begins. */
  expected: z.string().optional(),
  /** Where it stands, if not below `Properties`. */
  at: z.string().optional(),
  /** Whether nothing may stand there. */
  optional: z.boolean().optional(),
  /** Values that weaken it, one at a time. */
  wrong: z.array(json).optional(),
  /** Legal values at the end of what the type takes, which weaken it all the same. */
  extreme: z.array(json).optional(),
  /** Values that lead to an account of strangers. */
  foreign: z.array(json).optional(),
  /** The items of the list there that protect, each by itself; a regular expression. */
  eachItem: z.string().optional(),
  /** Whether any text will do, so that another one weakens nothing. */
  anyText: z.boolean().optional(),
  /** What is written beside each other value, by its path below the properties. */
  beside: z.record(z.string(), json).optional(),
  /** Names of statements that open a policy which grants, see statements.json. */
  grants: z.array(z.string()).optional(),
  /** Texts by which the statements of the policy are found that protect something. */
  protects: z.array(z.string()).optional(),
  /** Text that the last list item above the place has to hold, where the row is about some of the items; a regular expression. */
  item: z.string().optional(),
  /** Text that has to stand there, where the row is about some of the values; a regular expression. */
  valued: z.string().optional(),
  /** The rules that object, where another control's rule answers for it as well. */
  rules: z.array(z.string()).optional(),
  /** Whom the row is about, where it is not about every resource of the type. */
  where: subjects.optional(),
  /** Operators that say nothing of this row, each with the reason. */
  without: z.record(z.string(), reason).optional(),
  /** Why the row has no mutant at all. */
  none: reason.optional(),
});

type Description = z.infer<typeof description>;

const file = z.strictObject({ rows: z.record(z.string(), z.array(description)) });

/** A row of the catalogue, one property that a control names, with what weakens it. */
export interface Row extends Omit<Description, 'where' | 'expected'> {
  readonly control: string;
  readonly expected: string;
  readonly where?: z.infer<typeof subjects> | undefined;
}

/** A row as the messages name it. */
export function nameOf({ control, type, property }: Row): string {
  return `${control} ${type} ${property}`;
}

const folder = packagePath('test', 'policy', 'mutation', 'rows');

const descriptions = once((): Readonly<Record<string, readonly Description[]>> => {
  const all = readdirSync(folder).map(
    (name) => file.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))).rows,
  );
  return Object.assign({}, ...all);
});

/** Every row of the catalogue that a template can show, as far as the catalogue and the descriptions tell what weakens it. */
export const rows = once((): readonly Row[] => {
  const described = descriptions();
  return controls()
    .filter(({ kind }) => kind === 'template')
    .flatMap(({ id, properties }) =>
      properties.map((row): Row => {
        const own = (described[id] ?? []).find((one) => describes(one, row));
        const { expected: _, ...said } = own ?? { type: row.type, property: row.property };
        return {
          ...saidByTheCatalogue(row.expected),
          ...said,
          control: id,
          expected: row.expected,
        };
      }),
    );
});

/** Descriptions that no row of the catalogue has, and rows with more than one of them. */
export function strayDescriptions(): readonly string[] {
  const known = rows();
  return Object.entries(descriptions()).flatMap(([control, some]) =>
    some
      .filter((one) => known.filter((row) => row.control === control && describes(one, row)).length !== 1)
      .map(({ type, property }) => `${control} ${type} ${property}`),
  );
}

function describes(one: Description, row: Pick<Row, 'type' | 'property' | 'expected'>): boolean {
  return (
    one.type === row.type && one.property === row.property && row.expected.startsWith(one.expected ?? '')
  );
}

/** What the catalogue's own words tell: that nothing may stand there as well, or one of several values. */
function saidByTheCatalogue(expected: string): Pick<Row, 'optional'> {
  const words = expected.split(/ \| |; | or /);
  return words.includes('absent') ? { optional: true } : {};
}
