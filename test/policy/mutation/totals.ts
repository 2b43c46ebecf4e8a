import { afterAll, expect, test } from '@jest/globals';
import type { Equivalent } from './equivalent.ts';
import type { Survey } from './survey.ts';

interface Expected {
  readonly operators: readonly string[];
  /** The least number of mutants by operator. */
  readonly least: Readonly<Record<string, number>>;
  readonly equivalents: readonly Equivalent[];
  /** What else is printed below the counts. */
  readonly tell: () => readonly string[];
}

/** Declares tests of what became of all mutants together, and prints the number of each operator. */
export function testTotals(
  title: string,
  surveys: readonly Survey[],
  { operators, least, equivalents, tell }: Expected,
): void {
  const countOf = (operator: string) => surveys.reduce((sum, { counts }) => sum + (counts[operator] ?? 0), 0);
  const passed = () => surveys.flatMap(({ equivalent }) => equivalent);

  test.each(operators)('there are no fewer mutants than there were: %s', (operator) => {
    expect(countOf(operator)).toBeGreaterThanOrEqual(least[operator] ?? 1);
  });

  test('at most 2 mutants in 100 weaken nothing, and each reason for it is still needed', () => {
    const mutants = operators.reduce((sum, operator) => sum + countOf(operator), 0);
    expect(passed().length * 50).toBeLessThanOrEqual(mutants);
    expect(equivalents.filter((one) => !passed().includes(one))).toEqual([]);
  });

  afterAll(() => {
    const reasons = equivalents.map(
      (one) => `${passed().filter((other) => other === one).length} of ${one.of}: ${one.because}`,
    );
    const counts = operators.map((operator) => `${operator}: ${countOf(operator)} mutants`);
    const lines = [title, ...counts, 'Mutants that weaken nothing:', ...reasons, ...tell(), ''];
    process.stdout.write(lines.join('\n'));
  });
}
