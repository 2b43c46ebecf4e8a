import type { Voice } from './voice.ts';

/** What every page of a site has in common. */
export interface SiteFrame {
  /** Name of the shop, as shoppers read it. */
  readonly shop: string;
  /** Where production answers, without a slash at the end. */
  readonly origin: string;
  readonly voices: readonly Voice[];
}

/** What one page has of its own. */
export interface PageProps {
  readonly voice: Voice;
  readonly title: string;
  /** Where the page is in a language; missing on a page that all languages share, and that search engines leave out. */
  readonly path?: (voice: Voice) => string;
  /** Whether search engines leave it out, as pages where shoppers pay. */
  readonly isPrivate?: boolean;
  /** Tags for the end of the head. */
  readonly head?: readonly string[];
  /** The content, as HTML. */
  readonly main: string;
}

/** A page that stands at an address of its own in each language. */
export interface LanguagePage extends PageProps {
  readonly path: (voice: Voice) => string;
}

/** Text inside HTML, also inside a quoted attribute. */
export function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The tag that loads one of the site's scripts. */
export function scriptTag(name: string): string {
  return `<script type="module" src="/assets/js/${name}.js"></script>`;
}

/** A whole page. */
export function page(
  frame: SiteFrame,
  { voice, title, path, isPrivate = false, head = [], main }: PageProps,
): string {
  const { shop, origin } = frame;
  const { texts, language } = voice;
  const shown =
    isPrivate || !path
      ? ['<meta name="robots" content="noindex">']
      : addresses(origin, voice, path, frame.voices);
  const lines = [
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(`${title} – ${shop}`)}</title>`,
    `<meta name="description" content="${escaped(`${title} – ${shop}`)}">`,
    ...shown,
    '<link rel="icon" href="/assets/favicon.svg" type="image/svg+xml">',
    '<link rel="stylesheet" href="/assets/site.css">',
    ...head,
  ];
  return `<!doctype html>
<html lang="${language}">
  <head>
    ${lines.join('\n    ')}
  </head>
  <body>
    <a class="skip" href="#main">${escaped(texts.skip)}</a>
    <header class="bar">
      <a class="brand" href="${voice.home}">${escaped(shop)}</a>
      <nav aria-label="${escaped(texts.navigation)}">
        <ul>
          ${menu(frame, voice, path).join('\n          ')}
        </ul>
      </nav>
    </header>
    <main id="main" tabindex="-1">
${main}
    </main>
    <footer>
      <p>${escaped(shop)}</p>
      <p class="legal"><a href="${voice.terms}">${escaped(texts.termsTitle)}</a> <a href="${voice.privacy}">${escaped(texts.privacyTitle)}</a></p>
    </footer>
  </body>
</html>
`;
}

function addresses(
  origin: string,
  voice: Voice,
  path: (voice: Voice) => string,
  voices: readonly Voice[],
): readonly string[] {
  const others = voices.filter((other) => other !== voice);
  return [
    `<link rel="canonical" href="${origin}${path(voice)}">`,
    ...others.map(
      (other) => `<link rel="alternate" hreflang="${other.language}" href="${origin}${path(other)}">`,
    ),
  ];
}

function menu({ voices }: SiteFrame, voice: Voice, path = (other: Voice) => other.home): readonly string[] {
  const { texts, home, cart } = voice;
  return [
    `<li><a href="${home}">${escaped(texts.shop)}</a></li>`,
    `<li><a href="${cart}">${escaped(texts.cart)}</a></li>`,
    ...voices
      .filter((other) => other !== voice)
      .map(
        (other) =>
          `<li><a href="${path(other)}" lang="${other.language}" hreflang="${other.language}">${other.texts.name}</a></li>`,
      ),
  ];
}
