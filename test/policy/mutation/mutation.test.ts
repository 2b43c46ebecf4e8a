import { describe, expect, test } from '@jest/globals';
import { sampled } from '../../support/sampled.ts';
import { mutantsOf, type TemplateSet } from './mutants.ts';
import { nameOf } from './row.ts';
import { fixtureSets, production } from './sets.ts';
import { survey } from './survey.ts';

/** So many of each set: what takes seconds. The full run judges each. */
const most = 700;

const sets: readonly (readonly [string, () => TemplateSet])[] = [
  ['production', production],
  ...fixtureSets().map((set) => [set.name, () => set] as const),
];

describe('mutants of each set, chosen by its name, are objected to', () => {
  test.each(sets)('%s', (name, set) => {
    const chosen = sampled([...mutantsOf(set())], most, name);
    expect(survey(chosen).survivors).toEqual({});
  });
});

test('a mutant that nobody objects to is told of', () => {
  const [harmless] = mutantsOf(production());
  const mutants = harmless
    ? [{ ...harmless, mutant: { what: 'nothing', sources: production().sources } }]
    : [];
  expect(Object.keys(survey(mutants).survivors)).toEqual(
    mutants.map(({ row, operator }) => `${nameOf(row)}, ${operator}`),
  );
});
