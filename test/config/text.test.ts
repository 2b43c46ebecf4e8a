import { describe, expect, test } from '@jest/globals';
import { sentencesAbout, small, textWith } from './files.ts';

const good = textWith(small);
const nothing =
  'found nothing, write a mapping with version, shop, role, contacts, yearlyTransactions and environments';

const endless = [
  { text: '[', column: 51 },
  { text: '- ', column: 100 },
  { text: '? ', column: 100 },
  { text: '{a: ', column: 198 },
].map(({ text, column }): [string, string, string] => [
  `endless nesting by ${text}`,
  text.repeat(200_000),
  `storefront.yaml:1:${column}: found settings nested deeper than any that exist, write the settings of a shop`,
]);

describe('a text that is no shop is refused in one sentence:', () => {
  test.each<[string, string, string]>([
    ['an empty file', '', `storefront.yaml:1:1: ${nothing}`],
    ['a file of comments', '# later\n', `storefront.yaml:1:1: ${nothing}`],
    ['a file of spaces', '  \n\n', `storefront.yaml:1:1: ${nothing}`],
    ['plain words', 'a shop\n', `storefront.yaml:1:1: ${nothing.replace('nothing', '"a shop"')}`],
    ['a list', '- shop\n', `storefront.yaml:1:1: ${nothing.replace('nothing', 'a list')}`],
    [
      'tabs',
      'version: 1\ncontacts:\n\tsecurity: a@b.example\n',
      'storefront.yaml:3:1: found text that does not parse as YAML (tabs are not allowed as indentation), mend it at this place',
    ],
    [
      'an open quote',
      'version: 1\nshop: "boutique\n',
      'storefront.yaml:3:1: found text that does not parse as YAML (missing closing "quote), mend it at this place',
    ],
    [
      'two colons',
      'version: 1\nshop: name: boutique\n',
      'storefront.yaml:2:7: found text that does not parse as YAML (nested mappings are not allowed in compact mappings), mend it at this place',
    ],
    [
      'several errors with one cause',
      'version: 1\n[[\nshop: [\n',
      'storefront.yaml:2:1: found text that does not parse as YAML (implicit keys need to be on a single line), mend it at this place',
    ],
    ...endless,
    [
      'two documents',
      `${good}---\n${good}`,
      `storefront.yaml:${good.split('\n').length}:1: found a second YAML document, write one shop a file`,
    ],
    [
      'aliases that multiply',
      `a: &a [x, x]\n${'abcdefgh'.replace(/[b-h]/g, (to) => `\n${to}: &${to} [*${previous(to)}, *${previous(to)}]`).slice(1)}\n`,
      'storefront.yaml:1:1: found aliases without an anchor, or too many of them, write the values out instead',
    ],
    [
      'an alias without an anchor',
      'version: 1\nshop: *name\n',
      'storefront.yaml:1:1: found aliases without an anchor, or too many of them, write the values out instead',
    ],
    [
      'an alias inside its own anchor',
      'version: 1\nshop: &shop\n  name: *shop\n',
      'storefront.yaml:3:9: found an alias inside its own anchor, write the values out instead',
    ],
  ])('%s', (_, text, sentence) => {
    expect(sentencesAbout(text)).toEqual([sentence]);
  });
});

function previous(letter: string): string {
  return String.fromCharCode(letter.charCodeAt(0) - 1);
}

test('a sentence names the line of the setting', () => {
  const text = good.replace('region: eu-west-1', 'region: eu-wset-1');
  const line = text.split('\n').findIndex((each) => each.includes('eu-wset-1')) + 1;
  expect(sentencesAbout(text)).toEqual([
    `storefront.yaml:${line}: environments.prod.region: found "eu-wset-1", write the name of an AWS region outside China and GovCloud, such as eu-west-1`,
  ]);
});

test('all mistakes are named at once, in the order of the file', () => {
  const sentences = sentencesAbout(
    'shop: Boutique\nversion: 2\nrole: shop\ncontacts: {}\nscripts: 1\nenvironments: {}\n',
  );
  expect(sentences.map((each) => each.split(': found')[0])).toEqual([
    'storefront.yaml:1: shop',
    'storefront.yaml:1: yearlyTransactions',
    'storefront.yaml:2: version',
    'storefront.yaml:3: role',
    'storefront.yaml:4: contacts.security',
    'storefront.yaml:4: contacts.operations',
    'storefront.yaml:5: scripts',
    'storefront.yaml:6: environments',
  ]);
});

test('settings that contradict each other are named while others have the wrong form', () => {
  const text = textWith(small, {
    shop: 'Boutique',
    'environments.prod.account': 'main',
    'environments.prod.domain': 'boutique.test',
    'environments.staging.payments.gateways[0].mode': 'live',
  });
  expect(sentencesAbout(text)).toHaveLength(4);
});

test('a number keeps the digits that were written', () => {
  const text = good.replace('"111111111111"', '012345678901');
  expect(sentencesAbout(text)).toEqual([
    expect.stringContaining('environments.prod.account: found 012345678901 without quotes, write a 12-digit'),
  ]);
});

test('an unknown setting is refused with the known one that is nearest, or else with all of them', () => {
  const text = good
    .replace('    region:', '    Regions:')
    .replace('  operations:', '  phone: "1"\n  operations:');
  expect(sentencesAbout(text)).toEqual([
    'storefront.yaml:6: contacts.phone: found an unknown setting, remove it; the settings here are security and operations',
    expect.stringMatching(/: environments\.prod\.region: found nothing, write the name of an AWS region/),
    expect.stringMatching(/: environments\.prod\.Regions: found an unknown setting, write region$/),
  ]);
});

test.each(['__proto__', 'constructor', 'toString'])(
  'an unknown setting is refused even if it is named %s',
  (name) => {
    expect(sentencesAbout(`${good}${name}: 1\n`)).toEqual([
      expect.stringContaining(`: ${name}: found an unknown setting, `),
    ]);
  },
);

test('a setting that is given twice is refused where it is repeated', () => {
  const text = good.replace('shop: boutique', 'shop: boutique\nshop: other');
  expect(sentencesAbout(text)).toEqual([
    'storefront.yaml:3: shop: found the same setting a second time, remove one of the two',
  ]);
});

test('a YAML tag is refused, because it would change what a value is', () => {
  const text = good.replace('shop: boutique', 'shop: !!binary Ym91dGlxdWU=');
  expect(sentencesAbout(text)).toEqual([
    expect.stringContaining('storefront.yaml:2: shop: found "Ym91dGlxdWU=", write a lowercase name'),
    'storefront.yaml:2: shop: found a YAML tag, write the value without a tag',
  ]);
});

test('an alias may be used a few times', () => {
  const text = good.replace('account: "111111111111"', 'account: &account "111111111111"');
  expect(sentencesAbout(text.replace('account: "111111111111"', 'account: *account'))).toEqual([]);
});

test('JSON is read too, and a byte order mark is no part of the text', () => {
  expect(sentencesAbout(JSON.stringify(small))).toEqual([]);
  expect(sentencesAbout(`\uFEFF${good}`)).toEqual([]);
});

test('a long value is shown by its beginning', () => {
  const text = good.replace('role: merchant', `role: ${'x'.repeat(5000)}`);
  expect(sentencesAbout(text)).toEqual([
    `storefront.yaml:3: role: found "${'x'.repeat(57)}...", write merchant or serviceProvider`,
  ]);
});

test('a name that holds anything is shown in quotes on one line, and cannot command a terminal', () => {
  expect(sentencesAbout(`${good}"a\\n\\e[31mb": 1\n`)).toEqual([
    expect.stringContaining(
      ': "a\\n\\u001b[31mb": found an unknown setting, remove it; the settings here are version,',
    ),
  ]);
});

test('a tag is not passed over because of its name', () => {
  const text = good.replace('    purpose: production', '    tags: { __proto__: x }\n    purpose: production');
  expect(sentencesAbout(text)).toEqual([
    expect.stringContaining(
      'environments.prod.tags.__proto__: found the name "__proto__", write at most 128',
    ),
  ]);
});
