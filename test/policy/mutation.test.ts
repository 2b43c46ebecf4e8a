import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { rules } from '../../lib/policy/rules/index.ts';
import { withResources } from '../support/mutations.ts';
import { run } from '../support/run.ts';
import { additions } from './additions.ts';
import { deleted, example, objections, testMutants, wrong } from './mutants.ts';

testMutants(5);

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

describe('palisade check on a weakened example', () => {
  const folder = mkdtempSync(join(tmpdir(), 'palisade-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(rules.map((rule) => [rule.id, rule] as const))('exits 1 and names %s', (id, rule) => {
    const pass = example().findings.find((finding) => finding.rule === id && finding.status === 'pass');
    const [mutant] = pass ? [...deleted(pass), ...wrong(pass)] : [];
    const edge = example().sources.find(({ name }) => name.includes('prod-edge'))?.name ?? '';
    const weakened =
      mutant?.sources ?? withResources(example().sources, edge, additions[rule.id] ?? (() => {}));
    for (const { name, body } of weakened) writeFileSync(join(folder, name), JSON.stringify(body));
    const { code, out } = run('check', folder, '--only', id);
    expect(code).toBe(1);
    // What a rule reads in the contract is wrong where the contract cannot be read.
    const named = pass?.logicalId === '' ? `(${id}|TEMPLATE-contract)` : id;
    expect(out).toMatch(new RegExp(`(FAIL|UNKNOWN) +${named} `));
  });
});
