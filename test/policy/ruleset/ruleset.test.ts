import { describe, expect, test } from '@jest/globals';
import { stoppingFindings } from '../../../lib/policy/finding.ts';
import { allRules } from '../../../lib/policy/rules/index.ts';
import {
  currentRuleset,
  isOlderRuleset,
  type RulesetRelease,
  rulesetAt,
  rulesetReleases,
  severitiesAt,
} from '../../../lib/policy/ruleset/ruleset.ts';
import { version as kitVersion } from '../../../lib/version.ts';
import { finding, ruleText } from '../../support/judged-report.ts';

const release = (version: string, change: Partial<RulesetRelease>): RulesetRelease => ({
  version,
  date: '2026-11-30',
  kit: '0.1.0',
  enforced: [],
  preview: [],
  severities: {},
  changed: {},
  withdrawn: [],
  ...change,
});
const rule = (id: string) => ({ ...ruleText, id, stage: 'preview' as const });

/** A history in which a rule comes, is enforced, changes and goes. */
const history = [
  release('1.0.0', { enforced: ['A', 'B'], preview: ['C'], severities: { low: ['A', 'B'], high: ['C'] } }),
  release('1.1.0', { enforced: ['C'], preview: ['D'], changed: { A: 'asks for more' } }),
  release('2.0.0', { withdrawn: ['B'], enforced: ['D'], severities: { medium: ['A', 'D'] } }),
];
const rules = ['A', 'C', 'D', 'E'].map(rule);
const standing = (ruleset = rulesetAt('1.0.0', history, rules)) =>
  ruleset?.rules.map(({ id, stage, version }) => [id, stage, version]);

describe('A version of the ruleset', () => {
  test('has the rules that it had, in the stage that they had in it', () => {
    expect(standing()).toEqual([
      ['A', 'enforced', '1.0.0'],
      ['C', 'preview', '1.0.0'],
    ]);
    expect(standing(rulesetAt('1.1.0', history, rules))).toEqual([
      ['A', 'enforced', '1.1.0'],
      ['C', 'enforced', '1.0.0'],
      ['D', 'preview', '1.1.0'],
    ]);
  });

  test('names the rules that it lacks, and those whose logic is another today', () => {
    expect(rulesetAt('1.0.0', history, rules)).toMatchObject({
      leftOut: ['D', 'E'],
      changedSince: [
        { rule: 'A', version: '1.1.0', what: 'asks for more' },
        { rule: 'A', version: '2.0.0', what: 'its severity is medium, and was low' },
      ],
    });
    expect(rulesetAt('1.1.0', history, rules)).toMatchObject({
      leftOut: ['E'],
      changedSince: [{ rule: 'A', version: '2.0.0' }],
    });
    expect(rulesetAt('2.0.0', history, rules)).toMatchObject({ leftOut: ['E'], changedSince: [] });
  });

  test('is older than those that came after it', () => {
    expect(isOlderRuleset('1.0.0', '2.0.0', history)).toBe(true);
    expect(isOlderRuleset('1.1.0', '1.1.0', history)).toBe(false);
    expect(isOlderRuleset('2.0.0', '1.1.0', history)).toBe(false);
  });

  test('is unknown where there never was one', () => {
    expect(rulesetAt('1.0.1', history, rules)).toBeUndefined();
  });
});

describe('Today’s ruleset', () => {
  test('has a rule that no version has yet as preview, and it stops nothing', () => {
    const today = currentRuleset(history, rules);
    expect(standing(today)).toEqual([
      ['A', 'enforced', '1.1.0'],
      ['C', 'enforced', '1.0.0'],
      ['D', 'enforced', '1.1.0'],
      ['E', 'preview', 'unreleased'],
    ]);
    const found = ['D', 'E'].map((id) => finding({ rule: id, status: 'fail' }));
    expect(stoppingFindings(found, today.rules).map((one) => one.rule)).toEqual(['D']);
  });

  test('enforces no rule that came after the last version of the ruleset', () => {
    const listed = new Map(currentRuleset().rules.map((one) => [one.id, one.version]));
    const unlisted = allRules.filter(({ id }) => listed.get(id) === 'unreleased');
    // Give a new rule `stage: 'preview'`, or list it in lib/policy/ruleset/releases.json where its version is not released yet.
    expect(unlisted.filter(({ stage }) => stage !== 'preview').map(({ id }) => id)).toEqual([]);
  });

  test('has the severity that the versions tell of each listed rule', () => {
    const told = severitiesAt();
    const listed = currentRuleset().rules.filter(({ version }) => version !== 'unreleased');
    expect(listed.length).toBeGreaterThan(150);
    // A changed severity goes into `severities` of lib/policy/ruleset/releases.json, in a version that is not released yet.
    expect(listed.filter(({ id, severity }) => told.get(id) !== severity).map(({ id }) => id)).toEqual([]);
  });

  test('says of each listed rule the same stage as the rule says of itself', () => {
    const listed = currentRuleset().rules.filter(({ version }) => version !== 'unreleased');
    const own = new Map(allRules.map(({ id, stage }) => [id, stage]));
    expect(listed.filter(({ id, stage }) => own.get(id) !== stage).map(({ id }) => id)).toEqual([]);
  });
});

describe('The versions of the ruleset', () => {
  const numbers = ({ version }: RulesetRelease) => version.split('.').map(Number);

  test('rise, with their days', () => {
    for (const [index, one] of rulesetReleases.slice(1).entries()) {
      const before = rulesetReleases[index];
      expect(one.date >= (before?.date ?? '')).toBe(true);
      const digits = [before ?? one, one].map((each) =>
        numbers(each)
          .map((number) => String(number).padStart(4, '0'))
          .join('.'),
      );
      expect([...digits].sort()).toEqual(digits);
      expect(digits[0]).not.toBe(digits[1]);
    }
    expect(rulesetReleases.at(-1)?.kit).toBe(kitVersion);
  });

  test('name each rule that there is, and none that there is not', () => {
    const named = rulesetReleases.flatMap(({ enforced, preview, severities, changed }) => [
      ...Object.values(severities).flat(),
      ...enforced,
      ...preview,
      ...Object.keys(changed),
    ]);
    const gone = rulesetReleases.flatMap(({ withdrawn }) => withdrawn);
    const known = new Set([...allRules.map(({ id }) => id), ...gone]);
    expect(named.filter((id) => !known.has(id))).toEqual([]);
  });

  test('enforce a rule first in a later minor version than the one that brought it, but for the first version', () => {
    const [, ...later] = rulesetReleases;
    const early = later.flatMap(({ enforced }, index) => {
      const earlier = rulesetReleases.slice(0, index + 1).flatMap(({ preview }) => preview);
      return enforced.filter((id) => !earlier.includes(id));
    });
    expect(early).toEqual([]);
  });
});
