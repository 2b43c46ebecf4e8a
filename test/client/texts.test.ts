import { describe, expect, test } from '@jest/globals';
import { de } from '../../client/texts/de.ts';
import { en } from '../../client/texts/en.ts';
import { fr } from '../../client/texts/fr.ts';
import { nb } from '../../client/texts/nb.ts';

/** The sentences of a language, by where they stand. */
function sentences(value: object, path = ''): readonly (readonly [string, string])[] {
  return Object.entries(value).flatMap(([name, part]) =>
    typeof part === 'string' ? [[`${path}${name}`, part] as const] : sentences(part, `${path}${name}.`),
  );
}

const english = new Map(sentences(en));
const placesIn = (text: string) => text.match(/\{\w+\}/g) ?? [];

describe.each([
  ['German', de],
  ['French', fr],
  ['Norwegian', nb],
])('what the client says in %s', (_, texts) => {
  test('is all that it says in English, in other words and about the same things', () => {
    const said = sentences(texts);
    expect(said.map(([name]) => name)).toEqual([...english.keys()]);
    for (const [name, text] of said) {
      expect([name, placesIn(text)]).toEqual([name, placesIn(english.get(name) ?? '')]);
      expect(text).not.toBe(english.get(name));
    }
  });
});
