import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { languageForm } from '../../lambda/shared/texts/own-texts.ts';
import {
  isTextName,
  knownLanguages,
  placeholdersIn,
  type TextName,
  type Texts,
} from '../../lambda/shared/texts/texts.ts';
import { ConfigError } from '../config/config-error.ts';
import { listed, type Mistake, mistake, quoted } from '../config/mistake.ts';
import { readSource } from '../config/source.ts';
import { nearest } from '../nearest.ts';
import { leftovers } from './read-site.ts';

const english = knownLanguages.get('en') as Texts;
const names = Object.keys(english) as TextName[];
const longestText = 1000;

/**
 * The texts of a shop's own in a folder, each language whole: what a file leaves out of a language that every shop has stays as it is.
 * Throws a `ConfigError` where a file could not be shown to a shopper.
 */
export function shopTexts(folder: string): Readonly<Record<string, Texts>> {
  const files = filesIn(folder);
  const strange = files.filter((file) => !isOfLanguage(file));
  if (strange.length > 0) throw new ConfigError(basename(folder), strange.map(misnamed));
  return Object.fromEntries(files.map((file) => textsOf(folder, file)));
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((file) => !leftovers.includes(file))
      .sort();
  } catch (cause) {
    const found = `nothing that can be read (${(cause as NodeJS.ErrnoException).code})`;
    const remedy = 'write the folder with the texts, or take site.texts out of the storefront file';
    throw new ConfigError(basename(folder), [mistake([], found, remedy)], { cause });
  }
}

function isOfLanguage(file: string): boolean {
  return file.endsWith('.json') && languageForm.test(file.slice(0, -'.json'.length));
}

function misnamed(file: string): Mistake {
  return mistake(
    [],
    `a file named ${quoted(file)}`,
    'name it by its language, such as de.json or pt-BR.json',
  );
}

function textsOf(folder: string, file: string): readonly [language: string, texts: Texts] {
  const language = file.slice(0, -'.json'.length);
  const text = readFileSync(join(folder, file), 'utf8');
  const shown = `${basename(folder)}/${file}`;
  const source = readSource(text);
  const value = parsed(text);
  if (value === undefined || source.syntax.length > 0) {
    throw new ConfigError(shown, [
      mistake([], 'no JSON object', 'write the names of texts and the texts themselves, both in quotes'),
    ]);
  }
  const base = knownLanguages.get(language);
  const mistakes = [...Object.entries(value).flatMap(mistakesIn), ...(base ? [] : missingIn(value))];
  if (mistakes.length > 0) throw new ConfigError(shown, mistakes.map(source.place));
  return [language, { ...base, ...value } as Texts];
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}

function mistakesIn([name, text]: readonly [string, unknown]): readonly Mistake[] {
  if (!isTextName(name)) {
    const meant = nearest(name, names);
    const remedy = meant ? `write ${meant}, if that is what was meant` : 'remove it; nothing shows it';
    return [mistake([name], 'a text that nothing shows', remedy)];
  }
  if (typeof text !== 'string' || text.trim() === '' || text.length > longestText) {
    return [mistake([name], shortly(text), `write a text of at most ${longestText} characters`)];
  }
  return placesIn(name, text);
}

function placesIn(name: TextName, text: string): readonly Mistake[] {
  const [needed, written] = [placeholdersIn(english[name]), placeholdersIn(text)];
  const isSame = needed.length === written.length && needed.every((each) => written.includes(each));
  if (isSame) return [];
  const braced = (each: readonly string[]) => each.map((place) => `{${place}}`);
  const remedy =
    needed.length > 0
      ? `write it with ${listed(braced(needed), 'and')} and nothing else in braces`
      : 'write it without braces; nothing is filled in there';
  return [mistake([name], shortly(text), remedy)];
}

function missingIn(value: Readonly<Record<string, unknown>>): readonly Mistake[] {
  const [first, ...more] = names.filter((name) => !Object.hasOwn(value, name));
  if (first === undefined) return [];
  const rest = more.length > 0 ? ` and ${more.length} more` : '';
  return [
    mistake([], `no ${first}${rest}`, 'write every text: this language has none that it could fall back on'),
  ];
}

function shortly(value: unknown): string {
  return typeof value === 'string' ? quoted(value) : quoted(JSON.stringify(value) ?? 'nothing');
}
