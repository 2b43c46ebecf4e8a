import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { Rule } from '../../lib/policy/rule.ts';
import { withResources } from '../support/mutations.ts';
import { run } from '../support/run.ts';
import { additions } from './additions.ts';
import { deleted, example, wrong } from './mutants.ts';

/** Declares tests that run the command on the example, weakened for each of the rules. */
export function testCommand(rules: readonly Rule[]): void {
  describe('palisade check on a weakened example', () => {
    const folder = mkdtempSync(join(tmpdir(), 'palisade-'));
    afterAll(() => rmSync(folder, { recursive: true }));

    test.each(rules.map((rule) => [rule.id, rule] as const))('exits 1 and names %s', (id, rule) => {
      for (const { name, body } of weakenedFor(rule)) writeFileSync(join(folder, name), JSON.stringify(body));
      const { code, out } = run('check', folder, '--only', id);
      expect(code).toBe(1);
      // What a rule reads in the contract is wrong where the contract cannot be read.
      const named = passOf(rule)?.logicalId === '' ? `(${id}|TEMPLATE-contract)` : id;
      expect(out).toMatch(new RegExp(`(FAIL|UNKNOWN) +${named} `));
    });
  });
}

function passOf({ id }: Rule) {
  return example().findings.find(({ rule, status }) => rule === id && status === 'pass');
}

/** The example without what the rule passed there, or with what it objects to. */
function weakenedFor(rule: Rule) {
  const pass = passOf(rule);
  const [mutant] = pass ? [...deleted(pass), ...wrong(pass)] : [];
  if (mutant) return mutant.sources;
  const edge = example().sources.find(({ name }) => name.includes('prod-edge'))?.name ?? '';
  return withResources(example().sources, edge, additions[rule.id] ?? (() => {}));
}
