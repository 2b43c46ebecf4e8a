import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import list from '../../docs/retired-words.json' with { type: 'json' };
import { packagePath } from '../../lib/package-root.ts';
import { findRetired, type RetiredWord } from './retired-words.ts';

const retired: readonly RetiredWord[] = list.words;
const places = ['bin', 'client', 'docs', 'examples', 'lambda', 'lib', 'packages', 'scripts', 'test'];
/** Where retired words are named, and texts that others wrote. */
const passedOver = [
  'docs/glossary.md',
  'docs/retired-words.json',
  'test/fixtures/',
  'test/golden/',
  'test/lambda/gateways/vectors.json',
  'test/words/',
];
const isText = /\.(?:ts|js|mjs|cjs|json|md|ya?ml|html|css|py)$/;

function filesBelow(place: string): readonly string[] {
  const folder = packagePath(place);
  if (!statSync(folder, { throwIfNoEntry: false })) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) =>
    posix.join(place, name.replaceAll('\\', '/')),
  );
}

test('no retired word is used', () => {
  const files = [
    ...places.flatMap(filesBelow),
    ...readdirSync(packagePath()).filter((name) => name.endsWith('.md')),
  ];
  const texts = files.filter(
    (path) => isText.test(path) && !passedOver.some((start) => path.startsWith(start)),
  );
  expect(texts.length).toBeGreaterThan(500);
  const found = texts.flatMap((path) =>
    findRetired(path, readFileSync(join(packagePath(), path), 'utf8'), retired),
  );
  expect(found).toEqual([]);
});

test('every name of the glossary is a name in the code', () => {
  const sources = ['lib', 'lambda'].flatMap(filesBelow).filter((path) => isText.test(path));
  const code = sources.map((path) => `${path}\n${readFileSync(packagePath(path), 'utf8')}`).join('\n');
  const named = glossaryRows().flatMap(([, , inCode = '']) =>
    [...inCode.matchAll(/`([\w./-]+)`/g)].map(([, name = '']) => name),
  );
  expect(named.length).toBeGreaterThan(60);
  expect(named.filter((name) => !code.includes(name))).toEqual([]);
});

test('the glossary has one row for each term', () => {
  const terms = glossaryRows().map(([term]) => term);
  expect(terms.filter((term, at) => terms.indexOf(term) !== at)).toEqual([]);
});

/** The cells of each term: term, meaning, names in code, retired words. */
function glossaryRows(): readonly (readonly string[])[] {
  const lines = readFileSync(packagePath('docs', 'glossary.md'), 'utf8').split('\n');
  return lines
    .filter((line) => /^\| (?!term|---)/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

describe('a retired word is found', () => {
  const words: readonly RetiredWord[] = [
    { retired: 'open vault', use: 'secret client' },
    { retired: 'notice', use: 'payment event', in: 'names' },
    { retired: 'own key', use: 'customer-managed key', except: ['lib/crypto/'] },
  ];

  test.each([
    [
      'in a sentence',
      'lib/a.ts',
      '// Then open vaults.',
      ['lib/a.ts: found open vault, write secret client'],
    ],
    [
      'over the end of a line',
      'lib/a.ts',
      ' * it may open\n * vault by vault',
      ['lib/a.ts: found open vault, write secret client'],
    ],
    ['in a name', 'lib/a.ts', 'openVault(name)', ['lib/a.ts: found open vault, write secret client']],
    ['in a constant', 'lib/a.ts', 'OPEN_VAULT', ['lib/a.ts: found open vault, write secret client']],
    [
      'in the name of a file',
      'lib/open-vault.ts',
      '',
      ['lib/open-vault.ts: found open vault, write secret client'],
    ],
    ['in the name of a type', 'lib/a.ts', 'type Notice = 1', ['lib/a.ts: found notice, write payment event']],
    [
      'in a name of several words',
      'lib/a.ts',
      'sendNotices()',
      ['lib/a.ts: found notice, write payment event'],
    ],
    ['not where prose needs it', 'lib/a.ts', '// Nobody may notice.', []],
    ['not inside of another word', 'lib/a.ts', 'known keys', []],
    ['not where it means something else', 'lib/crypto/a.ts', 'ownKey', []],
  ])('%s', (_, path, text, sentences) => {
    expect(findRetired(path, text, words)).toEqual(sentences);
  });
});
