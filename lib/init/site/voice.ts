import type { Answers, Language } from '../answers.ts';
import de from './texts/de.json' with { type: 'json' };
import en from './texts/en.json' with { type: 'json' };
import fr from './texts/fr.json' with { type: 'json' };
import nb from './texts/nb.json' with { type: 'json' };

/** What the pages say, in one language. */
type Texts = typeof en;

// The files differ in their words alone, which `test/init/texts.test.ts` holds them to.
const texts: Readonly<Record<Language, Texts>> = { en, de, fr, nb };

/** One of the languages of a site: its texts, and where its pages are. */
export interface Voice {
  readonly language: Language;
  readonly texts: Texts;
  readonly home: string;
  readonly cart: string;
  readonly terms: string;
  readonly privacy: string;
  readonly checkout: string;
  readonly product: (slug: string) => string;
}

/** The languages of a site in their order. The first one has the short addresses; every checkout lies below `/checkout/`. */
export function voicesOf({ languages }: Pick<Answers, 'languages'>): readonly Voice[] {
  return languages.map((language, index) => {
    const home = index === 0 ? '/' : `/${language}/`;
    return {
      language,
      texts: texts[language],
      home,
      cart: `${home}cart/`,
      terms: `${home}terms/`,
      privacy: `${home}privacy/`,
      checkout: index === 0 ? '/checkout/' : `/checkout/${language}/`,
      product: (slug) => `${home}product/${slug}/`,
    };
  });
}
