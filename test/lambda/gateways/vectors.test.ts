import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { judgeVectors } from '../../../lib/cli/gateway/conformance.ts';
import { readVectors } from '../../../lib/cli/gateway/vectors.ts';

const file = join(__dirname, 'vectors.json');
const outcomes = judgeVectors(readVectors(readFileSync(file, 'utf8'), file));

describe.each([...new Set(outcomes.map(({ vector }) => vector.gateway))])('%s', (gateway) => {
  const rows = outcomes.filter(({ vector }) => vector.gateway === gateway);

  test.each(rows.map((outcome) => [title(outcome.vector), outcome] as const))('%s', (_, outcome) => {
    expect(outcome.isAccepted).toBe(outcome.vector.isValid);
  });
});

test('judges all 153 vectors', () => {
  expect(new Set(outcomes.map(({ vector }) => vector.id)).size).toBe(153);
});

function title({ id, isValid, members: { note } }: (typeof outcomes)[number]['vector']): string {
  const about = String(note).replace(/^(?:in)?valid(?:: |$)/, '') || 'nothing is wrong with it';
  return `${isValid ? 'accepts' : 'rejects'} ${id}: ${about}`.replaceAll('%', '%%');
}
