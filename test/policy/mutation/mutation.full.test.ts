import { afterAll, describe, expect, test } from '@jest/globals';
import least from './least.json' with { type: 'json' };
import { mutantsOf, type TemplateSet } from './mutants.ts';
import { operators } from './operators.ts';
import { nameOf, rows, strayDescriptions } from './row.ts';
import { fixtureSets, production } from './sets.ts';
import { type Survey, survey } from './survey.ts';
import silent from './without-mutants.json' with { type: 'json' };

const seen = new Set<string>();
const surveys: Survey[] = [];

const sets: readonly (readonly [string, () => TemplateSet])[] = [
  ['production', production],
  ...fixtureSets().map((set) => [set.name, () => set] as const),
];

describe('each mutant is objected to', () => {
  test.each(sets)(
    '%s',
    (_name, set) => {
      const found = survey(mutantsOf(set(), seen));
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
    const mutated = new Set(surveys.flatMap((one) => [...one.rows]));
    const without = rows().filter((row) => row.none === undefined && !mutated.has(nameOf(row)));
    expect(without.map(nameOf).sort()).toEqual(Object.keys(silent.rows).sort());
  });

  test('each description is of a row of the catalogue', () => {
    expect(strayDescriptions()).toEqual([]);
  });

  afterAll(() => {
    const lines = Object.keys(operators).map((operator) => `${operator}: ${countOf(operator)} mutants`);
    const without = [
      ...rows().flatMap((row) => (row.none === undefined ? [] : [`${nameOf(row)}: ${row.none}`])),
      ...Object.entries(silent.rows).map(([name, reason]) => `${name}: ${reason}`),
    ];
    process.stdout.write([...lines, 'Rows without a mutant:', ...without, ''].join('\n'));
  });
});

function countOf(operator: string): number {
  return surveys.reduce((sum, { counts }) => sum + (counts[operator] ?? 0), 0);
}
