import { describe, expect, test } from '@jest/globals';
import { equivalents } from './equivalent.ts';
import least from './least.json' with { type: 'json' };
import { mutantsOf } from './mutants.ts';
import { operators } from './operators.ts';
import { nameOf, rows, strayDescriptions } from './row.ts';
import { allSets } from './sets.ts';
import { Shapes } from './shapes.ts';
import { type Survey, survey } from './survey.ts';
import { testTotals } from './totals.ts';
import silent from './without-mutants.json' with { type: 'json' };

const shapes = new Shapes();
const surveys: Survey[] = [];

describe('each mutant of a row of the catalogue is objected to', () => {
  test.each(allSets())(
    '%s',
    (_name, make) => {
      const found = survey(mutantsOf(make(), shapes));
      surveys.push(found);
      expect(found.survivors).toEqual({});
    },
    600_000,
  );
});

describe('of all sets together', () => {
  testTotals('Of rows of the catalogue:', surveys, {
    operators: Object.keys(operators),
    least: least.mutants,
    equivalents: equivalents.rows,
    tell: () => [
      String(shapes),
      'Rows without a mutant:',
      ...rows().flatMap((row) => (row.none === undefined ? [] : [`${nameOf(row)}: ${row.none}`])),
      ...Object.entries(silent.rows).map(([name, reason]) => `${name}: ${reason}`),
    ],
  });

  test('each row of the catalogue has a mutant, or the file without-mutants.json says why not', () => {
    const mutated = new Set(surveys.flatMap((one) => [...one.weakened]));
    const without = rows().filter((row) => row.none === undefined && !mutated.has(nameOf(row)));
    expect(without.map(nameOf).sort()).toEqual(Object.keys(silent.rows).sort());
  });

  test('each description is of a row of the catalogue', () => {
    expect(strayDescriptions()).toEqual([]);
  });
});
