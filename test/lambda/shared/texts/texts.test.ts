import { describe, expect, test } from '@jest/globals';
import en from '../../../../lambda/shared/texts/languages/en.json' with { type: 'json' };
import {
  knownLanguages,
  placeholdersIn,
  type Texts,
  wordsIn,
} from '../../../../lambda/shared/texts/texts.ts';

const english = Object.entries(en);
const others = [...knownLanguages].filter(([language]) => language !== 'en');

test('English, French, German and Norwegian are there', () => {
  expect([...knownLanguages.keys()].sort()).toEqual(['de', 'en', 'fr', 'nb']);
});

describe.each(others)('the texts in %s', (_, texts) => {
  test('have the names of the English ones, in their order', () => {
    expect(Object.keys(texts)).toEqual(Object.keys(en));
  });

  test.each(english)('say %s with the same placeholders, and not in English', (name, text) => {
    const said = texts[name as keyof Texts];
    expect(placeholdersIn(said)).toEqual(placeholdersIn(text));
    expect(said.trim()).toBe(said);
    expect(said).not.toBe('');
  });

  test('differ from the English ones, but for words that are the same', () => {
    const same = english.filter(([name, text]) => texts[name as keyof Texts] === text);
    expect(same).toEqual([]);
  });
});

describe('the language is', () => {
  test.each([
    [['de'], 'de'],
    [['DE'], 'de'],
    [['de-AT'], 'de'],
    [['fr-CA-x-shop'], 'fr'],
    [['nb-NO'], 'nb'],
    [['no'], 'nb'],
    [['nn-NO'], 'nb'],
    [['pl', 'fr'], 'fr'],
    [['pl'], 'en'],
    [['*'], 'en'],
    [['', '-', 'constructor'], 'en'],
    [[], 'en'],
  ])('of %j: %s', (wanted, language) => {
    expect(wordsIn(knownLanguages, wanted).language).toBe(language);
  });

  test('one with a region, where a shop has no other of its kind', () => {
    const languages = new Map<string, Texts>([...knownLanguages, ['pt-BR', en]]);
    expect([['pt'], ['pt-PT'], ['pt-br']].map((wanted) => wordsIn(languages, wanted).language)).toEqual([
      'pt-BR',
      'pt-BR',
      'pt-BR',
    ]);
  });
});

test('a value stands where its text names it, and is not read as a text itself', () => {
  const { say } = wordsIn(knownLanguages, ['de']);
  expect(say('order.description', { number: '{shop}', shop: '$&' })).toBe('Bestellung {shop} bei $&');
});
