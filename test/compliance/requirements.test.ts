import { expect, test } from '@jest/globals';
import { controls } from '../../lib/compliance/catalogue.ts';
import {
  type Requirement,
  requirementByNumber,
  requirements,
  type Saq,
  unmappedRequirements,
} from '../../lib/compliance/requirements.ts';

function count(holds: (requirement: Requirement) => unknown): number {
  return requirements().filter(holds).length;
}

test('PCI DSS v4.0.1 numbers 280 requirements, 30 of them in its appendices', () => {
  expect(new Set(requirements().map(({ number }) => number)).size).toBe(280);
  expect(count(({ number }) => number.startsWith('A1.'))).toBe(7);
  expect(count(({ number }) => number.startsWith('A2.'))).toBe(3);
  expect(count(({ number }) => number.startsWith('A3.'))).toBe(20);
});

test.each<[Saq, number]>([
  ['A', 27],
  ['A-EP', 139],
  ['D-M', 234],
  ['D-SP', 260],
])('SAQ %s prints %i rows', (saq, rows) => {
  expect(count(({ saq: held }) => held.includes(saq))).toBe(rows);
});

test('25 rows are for service providers only, and 51 were best practice until 31 March 2025', () => {
  expect(count(({ serviceProvidersOnly }) => serviceProvidersOnly)).toBe(25);
  expect(count(({ futureDatedUntil }) => futureDatedUntil === '2025-03-31')).toBe(51);
});

test('SAQ A asks neither for script integrity nor for tamper detection since its first revision', () => {
  expect(requirementByNumber('6.4.3').saq).not.toContain('A');
  expect(requirementByNumber('11.6.1').saq).not.toContain('A');
});

test('a row that replaces another is itself in force', () => {
  for (const { supersededBy } of requirements())
    if (supersededBy) expect(requirementByNumber(supersededBy).supersededBy).toBeUndefined();
});

test('every requirement has a control, or one reason why none is mapped to it', () => {
  const mapped = controls().flatMap(({ mappings }) =>
    mappings.flatMap(({ requirement }) => requirement ?? []),
  );
  const explained = unmappedRequirements().groups.flatMap(({ requirements: numbers }) => numbers);
  expect(explained.filter((number) => mapped.includes(number))).toEqual([]);
  expect([...new Set(mapped), ...explained].sort()).toEqual(
    requirements()
      .map(({ number }) => number)
      .sort(),
  );
});

test('a requirement is left as superseded only where another number took its place', () => {
  const superseded = unmappedRequirements().groups.filter(({ reason }) => reason === 'superseded');
  expect(superseded.flatMap(({ requirements: numbers }) => numbers).sort()).toEqual(
    requirements()
      .filter(({ supersededBy }) => supersededBy)
      .map(({ number }) => number)
      .sort(),
  );
});
