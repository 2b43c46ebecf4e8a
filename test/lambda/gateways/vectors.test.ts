import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { judgeVectors } from '../../../lib/cli/gateway/conformance.ts';
import { readVectors, type Vector } from '../../../lib/cli/gateway/vectors.ts';

const file = join(__dirname, 'vectors.json');
const outcomes = judgeVectors(readVectors(readFileSync(file, 'utf8'), file));

/** Vectors that the file refuses and the kit accepts on purpose, with the reason. */
const acceptedOnPurpose: Readonly<Record<string, string>> = {
  'adyen-12':
    'an item of another merchant account is ignored, because a refusal would hold up the queue of all others',
  'mollie-13': 'whoever passes several signature headers on may join them',
};

describe.each([...new Set(outcomes.map(({ vector }) => vector.gateway))])('%s', (gateway) => {
  const rows = outcomes.filter(({ vector }) => vector.gateway === gateway);

  test.each(rows.map((outcome) => [title(outcome.vector), outcome] as const))('%s', (_, outcome) => {
    expect(outcome.isAccepted).toBe(isRight(outcome.vector));
  });
});

test('judges all 153 vectors', () => {
  expect(new Set(outcomes.map(({ vector }) => vector.id)).size).toBe(153);
});

test('accepts two vectors that the file refuses, and refuses none that it accepts', () => {
  const others = outcomes.filter(({ vector, isAccepted }) => vector.isValid !== isAccepted);
  expect(others.map(({ vector }) => vector.id)).toEqual(Object.keys(acceptedOnPurpose));
});

function isRight({ id, isValid }: Vector): boolean {
  return isValid || id in acceptedOnPurpose;
}

function title(vector: Vector): string {
  const { id, members } = vector;
  const note = String(members['note']).replace(/^(?:in)?valid(?:: |$)/, '') || 'nothing is wrong with it';
  const about = id in acceptedOnPurpose ? `${note}, but ${acceptedOnPurpose[id]}` : note;
  return `${isRight(vector) ? 'accepts' : 'rejects'} ${id}: ${about}`.replaceAll('%', '%%');
}
