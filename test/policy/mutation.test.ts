import { describe, expect, test } from '@jest/globals';
import { rules } from '../../lib/policy/rules/index.ts';
import { withResources } from '../support/mutations.ts';
import { sampled } from '../support/sampled.ts';
import { additions } from './additions.ts';
import { example, objections, testMutants } from './mutants.ts';
import { testCommand } from './weakened-command.ts';

testMutants(1);

describe('the example with something added that it does not have', () => {
  test.each(Object.entries(additions))('fails %s', (id, add) => {
    const rule = rules.find((candidate) => candidate.id === id);
    const edge = example().sources.find(({ name }) => name.includes('prod-edge'))?.name ?? '';
    const added = withResources(example().sources, edge, add);
    expect(rule && objections(rule, added).map(({ rule: found }) => found)).toContain(id);
  });

  test('covers each rule that the example itself gives nothing to look at', () => {
    const looked = new Set(
      example()
        .findings.filter(({ status }) => status === 'pass')
        .map(({ rule }) => rule),
    );
    expect(rules.map(({ id }) => id).filter((id) => !looked.has(id))).toEqual(Object.keys(additions));
  });
});

testCommand(sampled(rules, 12, 'weakened'));
