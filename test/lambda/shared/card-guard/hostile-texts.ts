import { expect, test } from '@jest/globals';
import { inspect } from '../../../../lambda/shared/card-guard/card-guard.ts';

/** Texts that make a careless search take the square of their length, or worse. */
const hostile: Readonly<Record<string, string>> = {
  digits: '4',
  'single digits': '4 ',
  'pairs of digits': '42-',
  'card numbers': '4242424242424242 ',
  'numbers that are nearly cards': '4242424242424241 ',
  'encoded characters': '%41',
  'encoded percent signs': '%25',
  'encoded base64': '%4E%44%49%30',
  'JSON escapes': '\\u0034',
  'broken escapes': '%&#\\u',
  base64: 'NDI0',
  'base64 of base64': 'TkRJME1qUXl',
  'base64 of card numbers': 'NDI0MjQyNDI0MjQyNDI0Mg ',
  'words about codes': 'cvv',
  'words about codes with gaps': 'cvv:::::::::::',
  'beginnings of tracks': '%B424242424242^A',
  'beginnings of the second track': '424242424242=2612',
  'digits of another script': '٤',
  'digits with marks': '4\u0301',
  'characters that stand for many': '\ufdfa',
  'unseen characters': '\u200b',
  'beginnings of account numbers': 'DE89 3704 ',
  UUIDs: '41111111-1111-4111-8111-111111111111 ',
};

const mostStepsPerCharacter = 60;

/** Declares a test for each text, in which the card guard may take work in proportion to the length, in characters, and no more. */
export function testHostileTexts(length: number): void {
  test.each(Object.entries(hostile))(
    `${length} characters of %s take work in proportion to their number`,
    (_, unit) => {
      const work = (count: number) => workOf(unit.repeat(Math.ceil(count / unit.length)).slice(0, count));
      const whole = work(length);
      const ratio = whole / work(length / 16);
      expect(ratio).toBeGreaterThan(14);
      expect(ratio).toBeLessThan(18);
      expect(whole / length).toBeLessThan(mostStepsPerCharacter);
    },
    300_000,
  );
}

/** How many steps the card guard takes to read a value. */
export function workOf(value: unknown): number {
  const work = { steps: 0 };
  inspect(value, work);
  return work.steps;
}
