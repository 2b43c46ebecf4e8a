import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { languagesWith } from '../../lambda/shared/texts/own-texts.ts';
import { knownLanguages, wordsIn } from '../../lambda/shared/texts/texts.ts';
import { shopTexts } from '../../lib/site/shop-texts.ts';

const english = Object.fromEntries(Object.entries(knownLanguages.get('en') ?? {}));

function folderOf(files: Readonly<Record<string, unknown>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'texts-'));
  for (const [name, value] of Object.entries(files)) {
    writeFileSync(
      join(folder, name),
      typeof value === 'string' ? value : JSON.stringify(value, undefined, 2),
    );
  }
  return folder;
}

function refusalOf(files: Readonly<Record<string, unknown>>): string {
  const folder = folderOf(files);
  try {
    shopTexts(folder);
  } catch (error) {
    return (error as Error).message.replaceAll(/texts-\w+/g, 'texts');
  }
  throw new Error('the texts were taken');
}

test('a text of the shop replaces the one of its name, and the others stay', () => {
  const { de } = shopTexts(folderOf({ 'de.json': { 'page.to_cart': 'Zur Tasche' } }));
  const { say } = wordsIn(new Map(Object.entries({ de: de as never })), ['de']);
  expect([say('page.to_cart'), say('page.to_checkout')]).toEqual(['Zur Tasche', 'Zurück zur Kasse']);
});

test('a language of the shop is one more, and functions read it beside those that every shop has', () => {
  const own = shopTexts(folderOf({ 'sv.json': { ...english, 'page.to_cart': 'Till varukorgen' } }));
  const file = join(folderOf({ 'texts.json': own }), 'texts.json');
  const languages = languagesWith(file);
  expect([...languages.keys()]).toEqual([...knownLanguages.keys(), 'sv']);
  const words = wordsIn(languages, ['sv-SE']);
  expect([words.language, words.say('page.to_cart')]).toEqual(['sv', 'Till varukorgen']);
});

test('without texts of its own a shop has the languages that every shop has', () => {
  expect(languagesWith(undefined)).toBe(knownLanguages);
});

test('a function does not start with half a language', () => {
  const file = join(folderOf({ 'texts.json': { sv: { 'page.to_cart': 'x' } } }), 'texts.json');
  expect(() => languagesWith(file)).toThrow("the texts in 'sv' are not whole");
});

test.each<[string, Readonly<Record<string, unknown>>, string]>([
  [
    'a name that is a little wrong',
    { 'de.json': { 'page.to_kart': 'x' } },
    'texts/de.json:2: "page.to_kart": found a text that nothing shows, write page.to_cart, if that is what was meant',
  ],
  [
    'a name of nothing',
    { 'de.json': { greeting: 'x' } },
    'texts/de.json:2: greeting: found a text that nothing shows, remove it; nothing shows it',
  ],
  [
    'a text without a place that it needs',
    { 'de.json': { 'order.description': 'Bestellung {number}' } },
    'texts/de.json:2: "order.description": found "Bestellung {number}", write it with {number} and {shop} and nothing else in braces',
  ],
  [
    'a place that nothing fills in',
    { 'de.json': { 'page.to_cart': 'Zu {cart}' } },
    'texts/de.json:2: "page.to_cart": found "Zu {cart}", write it without braces; nothing is filled in there',
  ],
  [
    'what is no text',
    { 'de.json': { 'page.to_cart': 7 } },
    'texts/de.json:2: "page.to_cart": found "7", write a text of at most 1000 characters',
  ],
  [
    'an empty text',
    { 'de.json': { 'page.to_cart': ' ' } },
    'texts/de.json:2: "page.to_cart": found " ", write a text of at most 1000 characters',
  ],
  [
    'a new language with gaps',
    { 'sv.json': { 'page.to_cart': 'x' } },
    `texts/sv.json:1:1: found no problem.method_not_allowed.title and ${Object.keys(english).length - 2} more, write every text: this language has none that it could fall back on`,
  ],
  [
    'a file of no language',
    { 'readme.txt': '' },
    'texts: found a file named "readme.txt", name it by its language, such as de.json or pt-BR.json',
  ],
  [
    'a file that is no JSON',
    { 'de.json': '{' },
    'texts/de.json: found no JSON object, write the names of texts and the texts themselves, both in quotes',
  ],
  [
    'a list',
    { 'de.json': [] },
    'texts/de.json: found no JSON object, write the names of texts and the texts themselves, both in quotes',
  ],
])('%s is refused with a sentence', (_, files, sentence) => {
  expect(refusalOf(files)).toBe(sentence);
});

test('a folder that is not there is refused with a sentence', () => {
  expect(() => shopTexts('/nowhere/texts')).toThrow(
    'texts: found nothing that can be read (ENOENT), write the folder with the texts, or take site.texts out of the storefront file',
  );
});
