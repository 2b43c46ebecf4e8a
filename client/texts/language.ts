import { de } from './de.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { nb } from './nb.ts';
import type { Texts } from './texts.ts';

/** In which language a page speaks to its shoppers. */
export interface Language {
  /** BCP 47. @default the `lang` of the page */
  readonly locale?: string;
  /** Another language, or other words: what is left out is said in the language of this bundle. */
  readonly texts?: Partial<Texts>;
}

/** The language of this bundle: there is one bundle for each, so that a shopper loads the words of one. */
declare const LANGUAGE: 'en' | 'de' | 'fr' | 'nb';

const own = LANGUAGE === 'de' ? de : LANGUAGE === 'fr' ? fr : LANGUAGE === 'nb' ? nb : en;

/** The language of a page, and all that is said in it. */
export function languageOf({ locale, texts }: Language): { readonly locale: string; readonly texts: Texts } {
  return { locale: locale || document.documentElement.lang || LANGUAGE, texts: { ...own, ...texts } };
}
