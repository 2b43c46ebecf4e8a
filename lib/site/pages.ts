import { hashSource, isInlineScript } from '../../lambda/shared/site/code.ts';
import { elementsOf, type PageElement } from '../../lambda/shared/site/html.ts';
import { patternOf } from '../../lambda/shared/site/path-pattern.ts';
import type { InlineHashes } from '../contract/content-security-policy.ts';
import type { Site } from './read-site.ts';

/** One page of a site. */
export interface Page {
  /** Name of its file below the site's folder. */
  readonly name: string;
  readonly elements: readonly PageElement[];
  readonly hashes: InlineHashes;
}

/** Shown for any path that has no page, so its code has to be allowed everywhere. */
const notFoundPage = '404.html';

/** Reads the pages of a site. */
export function pagesOf({ files }: Site): readonly Page[] {
  return files
    .filter(({ name }) => /\.html?$/i.test(name))
    .map(({ name, bytes }) => ({ name, ...writtenIn(Buffer.from(bytes).toString('utf8')) }));
}

type Written = Omit<Page, 'name'>;

/** By the text of a page. The file's check and each environment that is synthesized ask for the pages of one site anew. */
const writtenBefore = new Map<string, Written>();

function writtenIn(html: string): Written {
  const known = writtenBefore.get(html);
  if (known) return known;
  const elements = elementsOf(html);
  const written = { elements, hashes: hashesOf(elements) };
  writtenBefore.set(html, written);
  return written;
}

/** The pages that CloudFront serves by the behaviour of `pattern`: `patterns` are all of them, in their order. */
export function pagesBehind(
  pages: readonly Page[],
  pattern: string,
  patterns: readonly string[],
): readonly Page[] {
  return pages.filter(({ name }) => {
    if (name === notFoundPage) return true;
    return [`/${name}`, urlPathOf(name)].some((url) => patternOf(url, patterns) === pattern);
  });
}

/** The path by which shoppers ask for a page: that of its folder where it has one. */
export function urlPathOf(name: string): string {
  return `/${name.replace(/(^|\/)index\.html$/, '$1')}`;
}

/** What all of these pages together have to be allowed. */
export function inlineHashes(pages: readonly Page[]): InlineHashes {
  return {
    scripts: sorted(pages.flatMap(({ hashes }) => hashes.scripts)),
    styles: sorted(pages.flatMap(({ hashes }) => hashes.styles)),
  };
}

function hashesOf(elements: readonly PageElement[]): InlineHashes {
  const inline = elements.filter(({ text }) => text !== '');
  return {
    scripts: inline.filter(isInlineScript).map(({ text }) => hashSource(text)),
    styles: inline.filter(({ tag }) => tag === 'style').map(({ text }) => hashSource(text)),
  };
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}
