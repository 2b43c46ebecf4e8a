import { expect } from '@jest/globals';
import type { Rule } from '../../lib/policy/rule.ts';
import { type Case, observations } from './rule-cases.ts';

/** A template that shows a WARN case, and what a person reads about it. */
export interface WarnExample {
  readonly rule: Rule;
  readonly template: Case;
  readonly says: string;
}

/** Holds a settled WARN case to its row: it fails, or passes with a note and with nothing else in the way. */
export function expectChoice(choice: string, example: WarnExample | undefined): void {
  if (!example) throw new Error('the row has no example');
  const seen = observations(example.rule, example.template);
  const said = seen.filter(({ message }) => message.endsWith(example.says));
  expect(said.map(({ status }) => status)).toContain(choice === 'note' ? 'pass' : 'fail');
  if (choice === 'note') expect(seen.filter(({ status }) => status !== 'pass')).toEqual([]);
}
