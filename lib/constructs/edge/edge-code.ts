import { readFileSync } from 'node:fs';
import { answeredNames } from '../../contract/launch.ts';
import type { StorefrontProfile } from '../../contract/schema.ts';
import { packagePath } from '../../package-root.ts';

/** What the code at the edge knows of the shop. */
export type EdgeShop = Pick<StorefrontProfile, 'domain' | 'aliases' | 'launch' | 'mail'>;

/** What the code that leads paths to pages knows of the site. */
export interface EdgeSite {
  /** Names the release. */
  readonly release: string;
  /** Paths that shoppers may ask for: names of files and old addresses, as text in the normal form NFC. */
  readonly paths: readonly string[];
  /** Whether a key value store with old addresses is associated. */
  readonly hasRedirects: boolean;
  /** Texts that no file of the site holds, by host and path: `shop.example/.well-known/security.txt`. */
  readonly texts: Readonly<Record<string, string>>;
}

/** The code that leads paths to a release. A module's import has to come first. */
export function siteRequestCode(shop: EdgeShop, { release, paths, hasRedirects, texts }: EdgeSite): string {
  const parts = [
    hasRedirects ? 'parts/redirects' : 'parts/no-redirects',
    'parts/canonical-host',
    'parts/texts',
    'parts/paths',
    'site-request',
  ];
  return withHosts(shop, codeOf(...parts))
    .replace('__RELEASE__', release)
    .replace('__COMPOSED__', () => composedLetters(paths))
    .replace('__TEXTS__', () => quotable(JSON.stringify(texts)));
}

/** The code that hands requests to functions. */
export function functionRequestCode(shop: EdgeShop): string {
  return withHosts(shop, codeOf('parts/canonical-host', 'function-request'));
}

function withHosts(shop: EdgeShop, code: string): string {
  return code.replace('__CANONICAL_HOST__', shop.domain).replace('__OTHER_HOSTS__', otherHosts(shop));
}

/**
 * While a shop moves in, people look at it under CloudFront's own name. A live shop has one address for each page, whatever
 * other name leads to the distribution.
 */
function otherHosts(shop: EdgeShop): string {
  return shop.launch === 'live' ? '*' : answeredNames(shop).slice(1).join(',');
}

/**
 * The letters of paths that may also be sent as a letter and its marks, because the runtime cannot compose them itself: pairs
 * of both forms in escape sequences, those of more marks first.
 */
function composedLetters(paths: readonly string[]): string {
  const letters = [...new Set(paths.join('').normalize('NFC'))];
  return letters
    .flatMap((letter) => spellings(letter).map((apart) => [apart, letter] as const))
    .toSorted(([one, a], [other, b]) => other.length - one.length || (`${one}${a}` < `${other}${b}` ? -1 : 1))
    .map((pair) => pair.map(escaped).join('='))
    .join(',');
}

/** How a letter can be written in several characters: with all marks apart, or with only the last ones. */
function spellings(letter: string): readonly string[] {
  const parts = [...letter.normalize('NFD')];
  const forms = parts.slice(1).map((_, marks) => {
    const together = parts
      .slice(0, marks + 1)
      .join('')
      .normalize('NFC');
    return [together, ...parts.slice(marks + 1)].join('');
  });
  return [...new Set(forms)].filter((form) => form !== letter);
}

/** What can stand between the single quotes of a literal. */
function quotable(text: string): string {
  return text.replace(/[\\']/g, '\\$&');
}

function escaped(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The code of a CloudFront function. CloudFront takes 10 KB, so comments stay behind. */
function codeOf(...names: readonly string[]): string {
  return names
    .map((name) => readFileSync(packagePath('lambda', 'edge', `${name}.js`), 'utf8'))
    .join('')
    .replace(/^\s*\/\/.*\n/gm, '');
}
