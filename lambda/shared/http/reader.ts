import type { Delivery } from '../../gateways/delivery.ts';
import { type Languages, type Words, wordsIn } from '../texts/texts.ts';
import { wantedLanguages, wantsJson } from './negotiation.ts';

/** Who reads an answer. */
export interface Reader {
  /** `https` origin of the shop. */
  readonly shopUrl: string;
  readonly words: Words;
  /** Whether it is a script; else it is a person, whose browser shows the answer. */
  readonly wantsJson: boolean;
}

/** What answers are written with. */
interface Writing {
  readonly shopUrl: string;
  readonly languages: Languages;
}

/** Who sent a request. A language that the request names counts before those of the browser. */
export function readerOf(
  delivery: Delivery,
  { shopUrl, languages }: Writing,
  named: readonly string[] = [],
): Reader {
  const words = wordsIn(languages, [...named, ...wantedLanguages(delivery)]);
  return { shopUrl, words, wantsJson: wantsJson(delivery) };
}
