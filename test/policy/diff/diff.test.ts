import { describe, expect, test } from '@jest/globals';
import { diffOf, weakens } from '../../../lib/policy/diff/diff.ts';
import { harmlessChanges, seen, unchanged, weakeningChanges } from './pairs.ts';
import { shopTemplates } from './shop-edits.ts';

const before = unchanged(seen);

describe('A change that weakens', () => {
  test.each(weakeningChanges)('is one where %s', (_name, stacks, change) => {
    const found = diffOf(before(stacks), seen(shopTemplates(change, stacks)));
    expect(weakens(found)).toBe(true);
    expect(found.weakenings.length).toBeGreaterThan(0);
  });

  test('is tried in more than sixty ways', () => {
    expect(weakeningChanges.length).toBeGreaterThanOrEqual(150);
  });
});

describe('A change that is harmless', () => {
  test.each(harmlessChanges)('is one where %s', (_name, stacks, change) => {
    const found = diffOf(before(stacks), seen(shopTemplates(change, stacks)));
    expect(found.weakenings.map(({ says, path, after }) => [says, path, after])).toEqual([]);
  });

  test('is tried in more than forty ways', () => {
    expect(harmlessChanges.length).toBeGreaterThanOrEqual(75);
  });
});
