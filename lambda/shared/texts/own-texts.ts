import { readFileSync } from 'node:fs';
import { isTextName, knownLanguages, type Languages, type Texts } from './texts.ts';

/** How the files of a shop's own texts name their language (BCP 47). */
export const languageForm = /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,4}$/;

/** The languages that every shop has, and over them those of a file, which was checked before it was deployed. Throws where it is none. */
export function languagesWith(file: string | undefined): Languages {
  if (file === undefined) return knownLanguages;
  const own: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const languages = Object.entries(own as Readonly<Record<string, Texts>>);
  for (const [language, texts] of languages) {
    const isWhole =
      Object.keys(texts).filter(isTextName).length === Object.keys(knownLanguages.get('en') ?? {}).length;
    if (!languageForm.test(language) || !isWhole) throw new Error(`the texts in '${language}' are not whole`);
  }
  return new Map([...knownLanguages, ...languages]);
}
