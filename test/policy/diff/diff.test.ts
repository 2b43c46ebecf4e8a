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

/** Without the rules: what the comparison sees by itself. */
function seen(sources: readonly TemplateSource[]): Judged {
  return { model: new Model(sources), findings: [] };
}

const before = judged(shopTemplates());

describe('A change that weakens', () => {
  test.each(weakenings)('is one where %s', (_name, change) => {
    const found = diffOf(before, judged(shopTemplates(change)));
    expect(weakens(found)).toBe(true);
    expect(found.weakenings.length + found.newFindings.length).toBeGreaterThan(0);
  });

  test('is tried in sixty ways, each of which the comparison sees without the rules', () => {
    const unseen = weakenings.filter(
      ([, change]) => !weakens(diffOf(seen(shopTemplates()), seen(shopTemplates(change)))),
    );
    expect(unseen.map(([name]) => name)).toEqual([]);
    expect(weakenings.length).toBeGreaterThanOrEqual(60);
  });
});

describe('A change that is harmless', () => {
  test.each(harmless)('is one where %s', (_name, change) => {
    const found = diffOf(before, judged(shopTemplates(change)));
    expect(found.weakenings.map(({ says, path, after }) => [says, path, after])).toEqual([]);
    expect(found.newFindings.map(({ rule, message }) => [rule, message])).toEqual([]);
  });

  test('is tried in forty ways', () => {
    expect(harmless.length).toBeGreaterThanOrEqual(40);
  });
});
