import { afterAll, describe, expect, test } from '@jest/globals';
import { rules } from '../../../lib/policy/rules/index.ts';
import least from './least.json' with { type: 'json' };
import { type Pass, passesIn } from './pass.ts';
import { mutantsOfPasses, passOperators } from './pass-operators.ts';
import { allSets, exampleSets } from './sets.ts';
import { Shapes } from './shapes.ts';
import { type Survey, survey } from './survey.ts';
import { testCommand } from './weakened-command.ts';

const shapes = new Shapes();
const kinds = new Set<string>();
const surveys: Survey[] = [];

/** A rule, a type and a property: what production passes of it is weakened wherever it stands, and elsewhere where production has none. */
function kindOf({ finding: { rule, type, path } }: Pass): string {
  return `${rule} ${type} ${path.replaceAll(/\[\d+\]/g, '[]')}`;
}

describe('whatever a rule has passed is objected to where it is weaker', () => {
  test.each(allSets())(
    '%s',
    (_name, make) => {
      const passes = passesIn(make(), shapes).filter((pass) => !kinds.has(kindOf(pass)));
      const found = survey(mutantsOfPasses(passes));
      surveys.push(found);
      for (const pass of passes) kinds.add(kindOf(pass));
      expect(found.survivors).toEqual({});
    },
    600_000,
  );
});

describe('of all sets together', () => {
  test.each(Object.keys(passOperators))('there are no fewer mutants than there were: %s', (operator) => {
    expect(countOf(operator)).toBeGreaterThanOrEqual((least.passes as Record<string, number>)[operator] ?? 1);
  });

  afterAll(() => {
    const lines = Object.keys(passOperators).map((operator) => `${operator}: ${countOf(operator)} mutants`);
    process.stdout.write(['Of what rules have passed:', ...lines, ''].join('\n'));
  });
});

function countOf(operator: string): number {
  return surveys.reduce((sum, { counts }) => sum + (counts[operator] ?? 0), 0);
}

const ofExamples = new Shapes();
testCommand(
  rules,
  exampleSets().flatMap((set) => passesIn(set, ofExamples)),
);
