import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { controlById, controls } from '../lib/compliance/catalogue.ts';
import { rulesReference } from '../lib/compliance/rules-reference.ts';
import { allRules, rules } from '../lib/policy/rules/index.ts';

test('docs/rules.md says what the rules say (npm run generate writes it)', () => {
  expect(readFileSync('docs/rules.md', 'utf8')).toBe(rulesReference());
});

describe('every rule', () => {
  test('has an id of its own that names its control', () => {
    const ids = allRules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, controls: own } of rules)
      expect(own.some((control) => id.startsWith(control))).toBe(true);
  });

  test('is evidence for controls that the catalogue has', () => {
    for (const { controls: own } of allRules) expect(own.map((id) => controlById(id).id)).toEqual(own);
  });

  test('tells a person why and what to do, in whole sentences', () => {
    for (const { id, title, why, fix } of allRules) {
      expect([id, title]).toEqual([id, expect.stringMatching(/^\S.*[^.]$/)]);
      expect([id, why]).toEqual([id, expect.stringMatching(/^\S.*\.$/)]);
      expect([id, fix]).toEqual([id, expect.stringMatching(/^\S.*\.$/)]);
    }
  });
});

test('every EDGE, HDR, WAF and DATA control that a template can decide has a rule', () => {
  const families = controls.filter(({ id, kind }) => kind === 'template' && /^(EDGE|HDR|WAF|DATA)-/.test(id));
  const judged = new Set(rules.flatMap((rule) => rule.controls));
  expect(families.map(({ id }) => id).filter((id) => !judged.has(id))).toEqual([]);
  expect(families).toHaveLength(30);
});
