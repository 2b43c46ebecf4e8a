import de from './languages/de.json' with { type: 'json' };
import en from './languages/en.json' with { type: 'json' };
import fr from './languages/fr.json' with { type: 'json' };
import nb from './languages/nb.json' with { type: 'json' };

/** The name of a text that a shopper reads. */
export type TextName = keyof typeof en;

/** Every text in one language. */
export type Texts = Readonly<Record<TextName, string>>;

/** Texts by language (BCP 47). */
export type Languages = ReadonlyMap<string, Texts>;

/** The language of whoever asks for none that there is. */
const defaultLanguage = 'en';

/** The languages that every shop has. */
export const knownLanguages: Languages = new Map<string, Texts>(Object.entries({ en, de, fr, nb }));

/** Whether something is the name of a text. */
export function isTextName(name: string): name is TextName {
  return Object.hasOwn(en, name);
}

/** Words in one language. */
export interface Words {
  /** BCP 47. */
  readonly language: string;
  /** A text, with values in the places that it names. It is no HTML, whoever wrote it. */
  readonly say: (name: TextName, values?: Readonly<Record<string, string>>) => string;
}

/** Words in the first of the wanted languages that there is. */
export function wordsIn(languages: Languages, wanted: readonly string[]): Words {
  const found = wanted.map((range) => lookUp(languages, range)).find((language) => language !== undefined);
  const language = found ?? defaultLanguage;
  const texts = languages.get(language) ?? en;
  return {
    language,
    say: (name, values = {}) =>
      texts[name].replace(placeholder, (whole, value: string) => values[value] ?? whole),
  };
}

const placeholder = /\{(\w+)\}/g;

/** The places for values in a text, sorted. */
export function placeholdersIn(text: string): readonly string[] {
  return [...new Set(Array.from(text.matchAll(placeholder), ([, name = '']) => name))].sort();
}

// Browsers say "Norwegian" or the other of its two written forms; whoever reads one reads the other.
const readAs: Readonly<Record<string, string>> = { no: 'nb', nn: 'nb' };

/** Looks a language up as RFC 4647 does: without its last part, until there is one. */
function lookUp(languages: Languages, range: string): string | undefined {
  const names = [...languages.keys()];
  const parts = range.toLowerCase().split('-');
  for (let count = parts.length; count > 0; count -= 1) {
    const sought = parts.slice(0, count).join('-');
    const found = names.find((name) => name.toLowerCase() === sought);
    if (found !== undefined) return found;
  }
  const [primary = ''] = parts;
  const related = names.find((name) => name.toLowerCase().startsWith(`${primary}-`));
  const other = readAs[primary];
  return related ?? (other === undefined ? undefined : names.find((name) => name === other));
}
