import { afterAll, describe, expect, test } from '@jest/globals';
import { equivalents } from './equivalent.ts';
import least from './least.json' with { type: 'json' };
import { mutantsOf } from './mutants.ts';
import { operators } from './operators.ts';
import { nameOf, rows, strayDescriptions } from './row.ts';
import { allSets } from './sets.ts';
import { Shapes } from './shapes.ts';
import { type Survey, survey } from './survey.ts';
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
  test.each(Object.keys(operators))('there are no fewer mutants than there were: %s', (operator) => {
    expect(countOf(operator)).toBeGreaterThanOrEqual(
      (least.mutants as Record<string, number>)[operator] ?? 1,
    );
  });

  test('each row of the catalogue has a mutant, or the file without-mutants.json says why not', () => {
    const mutated = new Set(surveys.flatMap((one) => [...one.weakened]));
    const without = rows().filter((row) => row.none === undefined && !mutated.has(nameOf(row)));
    expect(without.map(nameOf).sort()).toEqual(Object.keys(silent.rows).sort());
  });

  test('each description is of a row of the catalogue', () => {
    expect(strayDescriptions()).toEqual([]);
  });

  test('at most 2 mutants in 100 weaken nothing, and each reason for it is still needed', () => {
    const passed = surveys.flatMap(({ equivalent }) => equivalent);
    const mutants = Object.keys(operators).reduce((sum, operator) => sum + countOf(operator), 0);
    expect(passed.length * 50).toBeLessThanOrEqual(mutants);
    expect(equivalents.filter((one) => !passed.includes(one))).toEqual([]);
  });

  afterAll(() => {
    const lines = Object.keys(operators).map((operator) => `${operator}: ${countOf(operator)} mutants`);
    const without = [
      ...rows().flatMap((row) => (row.none === undefined ? [] : [`${nameOf(row)}: ${row.none}`])),
      ...Object.entries(silent.rows).map(([name, reason]) => `${name}: ${reason}`),
    ];
    const passed = surveys.flatMap(({ equivalent }) => equivalent);
    const reasons = equivalents.map(
      (one) => `${passed.filter((other) => other === one).length} of ${one.of}: ${one.because}`,
    );
    process.stdout.write(
      [
        ...lines,
        String(shapes),
        'Mutants that weaken nothing:',
        ...reasons,
        'Rows without a mutant:',
        ...without,
        '',
      ].join('\n'),
    );
  });
});

function countOf(operator: string): number {
  return surveys.reduce((sum, { counts }) => sum + (counts[operator] ?? 0), 0);
}
