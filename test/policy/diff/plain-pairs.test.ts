import { describe, expect, test } from '@jest/globals';
import type { JsonRecord } from '../../../lib/cloudformation/model/json.ts';
import { diffOf, weakens } from '../../../lib/policy/diff/diff.ts';
import { seen } from './pairs.ts';
import { plainHarmless, plainWeakenings } from './plain-pairs.ts';

function found(before: JsonRecord, after: JsonRecord) {
  const [earlier, later] = [before, after].map((Resources) =>
    seen([{ name: 't.json', sha256: '', body: { Resources } }]),
  );
  if (!earlier || !later) throw new Error('there are two sides');
  return diffOf(earlier, later);
}

describe('A change of a plain template', () => {
  test.each(plainWeakenings)('weakens where %s, whatever the rules say', (_name, before, after) => {
    expect(weakens(found(before, after))).toBe(true);
    expect(found(before, after).weakenings.length).toBeGreaterThan(0);
  });

  test.each(plainHarmless)('is harmless where %s', (_name, before, after) => {
    expect(found(before, after).weakenings.map(({ says, path, after: now }) => [says, path, now])).toEqual(
      [],
    );
  });
});
