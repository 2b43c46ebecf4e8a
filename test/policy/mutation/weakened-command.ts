import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { Rule } from '../../../lib/policy/rule.ts';
import { run } from '../../support/run.ts';
import type { Pass } from './pass.ts';
import { weakenedExamples } from './weakened.ts';

/** Declares tests that run the command on the examples, weakened for each of the rules. */
export function testCommand(rules: readonly Rule[], passes: readonly Pass[]): void {
  describe('palisade check on weakened examples', () => {
    const folder = mkdtempSync(join(tmpdir(), 'palisade-'));
    afterAll(() => rmSync(folder, { recursive: true }));
    const batches = weakenedExamples(rules, passes);

    test.each(batches.map((batch) => [batch.name, batch] as const))(
      'exits 1 and names each rule of batch %s',
      (_name, batch) => {
        const place = mkdtempSync(join(folder, 'batch-'));
        for (const { name, body } of batch.sources) writeFileSync(join(place, name), JSON.stringify(body));
        const { code, out } = run('check', place, '--only', batch.rules.map(({ id }) => id).join(','));
        expect(code).toBe(1);
        const named = (rule: Rule) => new RegExp(`(FAIL|UNKNOWN) +${batch.idsOf(rule)} `).test(out);
        expect(batch.rules.filter((rule) => !named(rule)).map(({ id }) => id)).toEqual([]);
      },
    );

    test('weakens the examples for each of the rules', () => {
      expect(batches.flatMap((batch) => batch.rules.map(({ id }) => id)).sort()).toEqual(
        rules.map(({ id }) => id).sort(),
      );
    });
  });
}
