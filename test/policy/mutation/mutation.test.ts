import { describe, expect, test } from '@jest/globals';
import { Model } from '../../../lib/cloudformation/model/model.ts';
import { evaluate } from '../../../lib/policy/evaluate.ts';
import { type Finding, isBlocking } from '../../../lib/policy/finding.ts';
import type { Rule } from '../../../lib/policy/rule.ts';
import { rules } from '../../../lib/policy/rules/index.ts';
import { withResources } from '../../support/mutations.ts';
import { sampled } from '../../support/sampled.ts';
import { additions } from './additions.ts';
import { Judge } from './judge.ts';
import { mutantsOf } from './mutants.ts';
import { passesIn } from './pass.ts';
import { mutantsOfPasses } from './pass-operators.ts';
import { exampleSets, production, setsWithoutSynthesis } from './sets.ts';
import { Shapes } from './shapes.ts';
import { survey } from './survey.ts';
import { testCommand } from './weakened-command.ts';

/** So many of each set: what takes seconds. The full run judges each. */
const most = 700;

const sets = [['production', production] as const, ...setsWithoutSynthesis()];

describe('mutants of each set, chosen by its name, are objected to', () => {
  test.each(sets)('%s', (name, make) => {
    const chosen = sampled([...mutantsOf(make())], most, name);
    expect(survey(chosen).survivors).toEqual({});
  });
});

describe('somebody objects to a mutant where its surroundings are judged first as where everything is judged', () => {
  test.each(sets)('%s', (name, make) => {
    const judge = new Judge(make().sources);
    for (const { of, operator, place, mutant, judges } of sampled([...mutantsOf(make())], 30, name)) {
      const isObjectedTo = judge.objecting(judges, mutant.sources).length > 0;
      expect({ of, operator, place, isObjectedTo: judge.isObjectedTo(judges, mutant.sources) }).toEqual({
        of,
        operator,
        place,
        isObjectedTo,
      });
    }
  });
});

test('a rule finds the same by itself as among all rules', () => {
  const model = new Model(production().sources);
  const told = (findings: readonly Finding[], { id }: Rule) =>
    findings
      .filter(({ rule }) => rule === id)
      .map(({ status, template, logicalId, path, message }) => [status, template, logicalId, path, message]);
  const among = evaluate(model, rules);
  for (const rule of rules) expect(told(evaluate(model, [rule]), rule)).toEqual(told(among, rule));
});

test('a mutant that nobody objects to is told of', () => {
  const [harmless] = mutantsOf(production());
  const mutants = harmless
    ? [{ ...harmless, mutant: { what: 'nothing', sources: production().sources } }]
    : [];
  expect(Object.keys(survey(mutants).survivors)).toEqual(
    mutants.map(({ of, operator }) => `${of}, ${operator}`),
  );
});

const shapes = new Shapes();
const passes = exampleSets().flatMap((set) => passesIn(set, shapes));

test.each(exampleSets().map((set) => [set.name, set] as const))(
  'before it is weakened nothing is wrong: %s',
  (_name, { sources }) => {
    expect(evaluate(new Model(sources), rules).filter(isBlocking)).toEqual([]);
  },
);

test('one pass of each rule, chosen by its id, is objected to where it is weaker', () => {
  const chosen = rules.flatMap((rule) =>
    sampled(
      passes.filter((pass) => pass.rule === rule),
      1,
      rule.id,
    ),
  );
  for (const { name } of exampleSets()) {
    expect(survey(mutantsOfPasses(chosen.filter(({ set }) => set.name === name))).survivors).toEqual({});
  }
});

describe('production with something added that it does not have', () => {
  const { sources } = production();
  const edge = sources.find(({ name }) => name.includes('prod-edge'))?.name ?? '';
  const judge = new Judge(sources);

  test.each(Object.entries(additions))('fails %s', (id, add) => {
    const own = rules.filter((rule) => rule.id === id);
    expect(judge.objecting(own, withResources(sources, edge, add))).toContain(id);
  });

  test('covers each rule that the examples give nothing to look at', () => {
    const looked = new Set(passes.map(({ rule }) => rule));
    expect(rules.filter((rule) => !looked.has(rule)).map(({ id }) => id)).toEqual(Object.keys(additions));
  });
});

testCommand(sampled(rules, 12, 'weakened'), passes);
