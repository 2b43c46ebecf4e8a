import { createHash } from 'node:crypto';
import { attributeOf, scriptUrl } from '../../lambda/shared/site/code.ts';
import type { PageElement } from '../../lambda/shared/site/html.ts';
import { isAllowed } from '../../lambda/shared/site/sources.ts';
import { mistake, type PlacedMistake, quoted } from '../config/mistake.ts';
import { type Page, urlPathOf } from './pages.ts';
import type { Site } from './read-site.ts';

/** A source of scripts whose bytes have a known hash, and whose it is. */
export interface HashedSource {
  readonly source: string;
  readonly title: string;
}

/**
 * What is wrong with the hashes that a page's scripts are loaded with: none where the owner of the script keeps its
 * bytes as they are, one that browsers pass over, or one that the site's own file does not have.
 */
export function integrityMistakes(
  page: Page,
  hashed: readonly HashedSource[],
  { files }: Site,
): readonly PlacedMistake[] {
  const base = `https://shop.invalid${urlPathOf(page.name)}`;
  return page.elements.flatMap((element) => {
    const given = scriptUrl(element);
    if (given === undefined || !URL.canParse(given, base)) return [];
    const script = { element, url: new URL(given, base), base: new URL(base) };
    const faults =
      attributeOf(element, 'integrity') === undefined ? missing(script, hashed) : wrong(script, files);
    return faults.map((fault) => ({ ...fault, line: element.line }));
  });
}

interface Script {
  readonly element: PageElement;
  readonly url: URL;
  readonly base: URL;
}

function missing({ url }: Script, hashed: readonly HashedSource[]): readonly PlacedMistake[] {
  const owner = hashed.find(({ source }) => isAllowed(url.href, [source]));
  if (!owner) return [];
  const remedy = `add the integrity that ${owner.title} publishes for this version, and crossorigin="anonymous"`;
  return [mistake([], `the script ${quoted(url.href)} without integrity`, remedy)];
}

function wrong({ element, url, base }: Script, files: Site['files']): readonly PlacedMistake[] {
  const integrity = attributeOf(element, 'integrity') ?? '';
  if (!integrity.trim().split(/\s+/).every(isHash)) {
    const file = url.origin === base.origin && files.find(({ name }) => `/${name}` === url.pathname);
    const hash = file ? integrityOf(file.bytes) : 'sha384- and the hash in base64';
    return [mistake([], `the integrity ${quoted(integrity)}`, `write ${hash}; browsers pass over the rest`)];
  }
  return url.origin === base.origin ? ofOwnFile(integrity, url, files) : ofAnother(element);
}

const lengths: Readonly<Record<string, number>> = { sha256: 32, sha384: 48, sha512: 64 };

function isHash(text: string): boolean {
  const [, algorithm = '', hash = ''] = /^(sha256|sha384|sha512)-([A-Za-z0-9+/]+={0,2})$/.exec(text) ?? [];
  return Buffer.from(hash, 'base64').length === lengths[algorithm];
}

function ofOwnFile(integrity: string, { pathname }: URL, files: Site['files']): readonly PlacedMistake[] {
  const file = files.find(({ name }) => `/${name}` === pathname);
  if (!file) return [];
  const hashes = Object.keys(lengths).map((algorithm) => integrityOf(file.bytes, algorithm));
  if (
    integrity
      .trim()
      .split(/\s+/)
      .some((each) => hashes.includes(each))
  )
    return [];
  return [
    mistake(
      [],
      `an integrity that ${quoted(pathname)} does not have`,
      `write ${integrityOf(file.bytes, 'sha384')}`,
    ),
  ];
}

function ofAnother(element: PageElement): readonly PlacedMistake[] {
  return attributeOf(element, 'crossorigin') === undefined
    ? [
        mistake(
          [],
          'integrity without crossorigin',
          'add crossorigin="anonymous"; without it browsers refuse the script',
        ),
      ]
    : [];
}

/** The hash of bytes as an `integrity` attribute has it. */
export function integrityOf(bytes: Uint8Array, algorithm = 'sha384'): string {
  return `${algorithm}-${createHash(algorithm).update(bytes).digest('base64')}`;
}
