import { afterAll, describe, expect, test } from '@jest/globals';
import { type Harmless, harmless, together } from './harmless.ts';
import { HarmlessJudge } from './harmless-judge.ts';
import least from './least.json' with { type: 'json' };
import { allSets, exampleSets, setsWithoutSynthesis, watchedByOthers } from './sets.ts';

const inEachWay = new Set([
  ...exampleSets().map(({ name }) => name),
  ...setsWithoutSynthesis().map(([name]) => name),
  watchedByOthers[0],
]);
const counts: Record<string, number> = {};

/** Each way by itself where templates differ much, and all of them at once in shops that differ from the example in a setting. */
function waysFor(set: string): readonly (readonly [string, Harmless])[] {
  return inEachWay.has(set) ? Object.entries(harmless) : [['together', together]];
}

describe('nobody objects to a template that is written otherwise, or stronger', () => {
  test.each(allSets())(
    '%s',
    (name, make) => {
      const judge = new HarmlessJudge(make().sources);
      for (const [way, change] of waysFor(name)) {
        const { resources, objections } = judge.changed(change);
        counts[way] = (counts[way] ?? 0) + resources;
        expect({ way, objections }).toEqual({ way, objections: [] });
      }
    },
    600_000,
  );
});

describe('of all sets together', () => {
  test.each(Object.entries(least.harmless))('no fewer resources are changed than were: %s', (way, number) => {
    expect(counts[way]).toBeGreaterThanOrEqual(number);
  });

  test('each way has its least number', () => {
    expect(Object.keys(least.harmless).sort()).toEqual(Object.keys(counts).sort());
  });

  afterAll(() => {
    const lines = Object.entries(counts).map(([way, number]) => `${way}: ${number} resources`);
    process.stdout.write(['Changed without harm:', ...lines, ''].join('\n'));
  });
});
