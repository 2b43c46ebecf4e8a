import { describe, expect, test } from '@jest/globals';
import { groupBy } from '../../../lib/group-by.ts';
import { rules } from '../../../lib/policy/rules/index.ts';
import { sampled } from '../../support/sampled.ts';
import { equivalents } from './equivalent.ts';
import least from './least.json' with { type: 'json' };
import { type Pass, passesIn } from './pass.ts';
import { mutantsOfPasses, passOperators } from './pass-operators.ts';
import { exampleSets, type NamedSet, watchedByOthers } from './sets.ts';
import { Shapes } from './shapes.ts';
import { type Survey, survey } from './survey.ts';
import { testTotals } from './totals.ts';
import { testCommand } from './weakened-command.ts';

const shapes = new Shapes();
const kinds = new Set<string>();
const surveys: Survey[] = [];

const sets: readonly NamedSet[] = [
  ...exampleSets().map((set): NamedSet => [set.name, () => set]),
  watchedByOthers,
];

/** So many passes of each kind, chosen by its name: the same words of a rule about the same property of a type. */
const most = 4;

/** A rule, a type and a property. */
function kindOf({ finding: { rule, type, path } }: Pass): string {
  return `${rule} ${type} ${path.replaceAll(/\[\d+\]/g, '[]')}`;
}

describe('whatever a rule has passed is objected to where it is weaker', () => {
  test.each(sets)(
    '%s',
    (_name, make) => {
      const passes = [...groupBy(passesIn(make(), shapes), kindOf)]
        .filter(([kind]) => !kinds.has(kind))
        .flatMap(([kind, all]) => sampled(all, most, kind));
      const found = survey(mutantsOfPasses(passes));
      surveys.push(found);
      for (const pass of passes) kinds.add(kindOf(pass));
      expect(found.survivors).toEqual({});
    },
    600_000,
  );
});

describe('of all sets together', () => {
  testTotals('Of what rules have passed:', surveys, {
    operators: Object.keys(passOperators),
    least: least.passes,
    equivalents: equivalents.passes,
    tell: () => [String(shapes)],
  });
});

const ofExamples = new Shapes();
testCommand(
  rules,
  exampleSets().flatMap((set) => passesIn(set, ofExamples)),
);
