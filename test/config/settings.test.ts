import { describe, expect, test } from '@jest/globals';
import { storefrontKind } from '../../lib/config/load.ts';
import { rules } from '../../lib/config/rules.ts';
import { settings } from '../../lib/config/settings.ts';
import { unsupportedSettings } from '../../lib/config/unsupported-settings.ts';
import { badSettings } from './bad-settings.ts';
import { brokenRules } from './broken-rules.ts';
import { mistakesIn, small, whole } from './files.ts';
import { unsupported } from './unsupported.ts';

// As though everything were supported: then the form of every setting can be judged.
const everything = { unsupported: [] };
const paths = settings(storefrontKind).map(({ path }) => path);
const ruleNames = Object.values(rules).flatMap((each) => each.map(({ name }) => name));
const unsupportedPaths = unsupportedSettings.map(({ path }) => path);

test('a file with no more than it must set has no mistake', () => {
  expect(mistakesIn(small, {})).toEqual([]);
});

test('a file that sets everything would have no mistake if everything were supported', () => {
  expect(mistakesIn(whole, {}, everything.unsupported)).toEqual([]);
});

test.each([
  ['setting of the schema', badSettings, paths],
  ['rule between settings', brokenRules, ruleNames],
  ['setting that is not supported yet', unsupported, unsupportedPaths],
])('the tables below have one row for every %s, and no other', (_, table, names) => {
  expect(Object.keys(table).sort()).toEqual(names.toSorted());
});

describe('a bad value is refused:', () => {
  test.each(paths)('%s', (path) => {
    const [at, value, says] = badSettings[path] ?? [];
    expect(at).toBeDefined();
    expect(mistakesIn(whole, { [String(at)]: value }, everything.unsupported)).toEqual([says]);
  });
});

describe('a missing setting is refused:', () => {
  const required = settings(storefrontKind).filter(
    (setting) => setting.required && !setting.path.includes('.site.'),
  );
  test.each(required.map(({ path }) => path))('%s', (path) => {
    const at = path.replace('environments.NAME', 'environments.prod').replaceAll('[]', '[0]');
    const sentences = mistakesIn(whole, { [at]: undefined }, everything.unsupported);
    expect(sentences).toContainEqual(expect.stringMatching(/: found nothing, write \S/));
    expect(sentences.filter((sentence) => sentence.startsWith(`${at}: `))).toHaveLength(1);
  });
});

describe('a broken rule is refused:', () => {
  test.each(ruleNames)('%s', (name) => {
    const { file, changes, says } = brokenRules[name] ?? { file: {}, changes: {}, says: [] };
    const table = file === whole ? everything.unsupported : unsupportedSettings;
    expect(says).not.toEqual([]);
    expect(mistakesIn(file, changes, table)).toEqual(says);
  });
});

describe('a setting that is not supported yet is refused:', () => {
  test.each(unsupportedPaths)('%s', (path) => {
    const [at, value, says] = unsupported[path] ?? [];
    expect(at).toBeDefined();
    expect(mistakesIn(small, { [String(at)]: value })).toEqual([says]);
  });

  test('nothing is said about the form of what has to go', () => {
    const sentences = mistakesIn(small, {
      'environments.prod.backup': { lock: { mode: 'compliance' } },
      'environments.prod.site': { image: 'shop:latest' },
    });
    expect(sentences).toHaveLength(2);
  });
});

test('an empty group of what exists, and no mail, are supported', () => {
  const changes = { 'environments.prod.existing': {}, 'environments.prod.mail': 'none' };
  expect(mistakesIn(small, changes)).toEqual([]);
});
