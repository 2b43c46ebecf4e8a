import { describe, expect, test } from '@jest/globals';
import { Model } from '../../../lib/cloudformation/model/model.ts';
import type { TemplateSource } from '../../../lib/cloudformation/model/types.ts';
import { diffOf, type Judged, weakens } from '../../../lib/policy/diff/diff.ts';
import { evaluate } from '../../../lib/policy/evaluate.ts';
import { rules } from '../../../lib/policy/rules/index.ts';
import { harmless } from './harmless-pairs.ts';
import { shopTemplates } from './shop-edits.ts';
import { weakenings } from './weakening-pairs.ts';

function judged(sources: readonly TemplateSource[]): Judged {
  const model = new Model(sources);
  return { model, findings: evaluate(model, rules, { asOf: '2026-11-30' }) };
}

/** What the comparison sees by itself, whatever the rules say. */
function seen(sources: readonly TemplateSource[]): Judged {
  return { model: new Model(sources), findings: [] };
}

describe('A change that weakens', () => {
  const before = seen(shopTemplates());

  test.each(weakenings)('is one where %s', (_name, change) => {
    const found = diffOf(before, seen(shopTemplates(change)));
    expect(weakens(found)).toBe(true);
    expect(found.weakenings.length).toBeGreaterThan(0);
  });

  test('is tried in sixty ways', () => {
    expect(weakenings.length).toBeGreaterThanOrEqual(60);
  });
});

describe('A change that is harmless', () => {
  const before = judged(shopTemplates());

  test.each(harmless)('is one where %s', (_name, change) => {
    const found = diffOf(before, judged(shopTemplates(change)));
    expect(found.weakenings.map(({ says, path, after }) => [says, path, after])).toEqual([]);
    expect(found.newFindings.map(({ rule, message }) => [rule, message])).toEqual([]);
  });

  test('is tried in forty ways', () => {
    expect(harmless.length).toBeGreaterThanOrEqual(40);
  });
});
