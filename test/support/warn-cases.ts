import { describe, expect, test } from '@jest/globals';
import type { Rule } from '../../lib/policy/rule.ts';
import { type Case, observations } from './rule-cases.ts';

/** A template that shows a WARN case, and what a person reads about it. */
export interface WarnExample {
  readonly rule: Rule;
  readonly template: Case;
  readonly says: string;
}

/** A row of a family's `warn-cases.json`. */
interface WarnCase {
  readonly control: string;
  readonly case: string;
  readonly choice: string;
  readonly why: string;
}

/** Holds every settled WARN case of a family to its row, and every row to an example. */
export function testWarnCases(
  cases: readonly WarnCase[],
  examples: Readonly<Record<string, WarnExample>>,
): void {
  describe('each WARN case of the catalogue is settled', () => {
    test.each(cases)('$control: $case', (row) => {
      expect(row.why).not.toBe('');
      expectChoice(row.choice, examples[row.case]);
    });

    test('and no example is left without a row', () => {
      expect(Object.keys(examples).sort()).toEqual(cases.map((row) => row.case).sort());
    });
  });
}

/** Holds a settled WARN case to its row: it fails, or passes with a note and with nothing else in the way. */
function expectChoice(choice: string, example: WarnExample | undefined): void {
  if (!example) throw new Error('the row has no example');
  const seen = observations(example.rule, example.template);
  const said = seen.filter(({ message }) => message.endsWith(example.says));
  expect(said.map(({ status }) => status)).toContain(choice === 'note' ? 'pass' : 'fail');
  if (choice === 'note') expect(seen.filter(({ status }) => status !== 'pass')).toEqual([]);
}
