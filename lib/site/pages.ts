import { createHash } from 'node:crypto';
import type { InlineHashes } from '../contract/content-security-policy.ts';
import { elementsOf, type PageElement } from './html.ts';
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
    .map(({ name, bytes }) => {
      const elements = elementsOf(Buffer.from(bytes).toString('utf8'));
      return { name, elements, hashes: hashesOf(elements) };
    });
}

/** The pages that CloudFront serves by the behaviour of `pattern`: `patterns` are all of them, in their order. */
export function pagesBehind(
  pages: readonly Page[],
  pattern: string,
  patterns: readonly string[],
): readonly Page[] {
  return pages.filter(({ name }) => {
    if (name === notFoundPage) return true;
    const urls = [`/${name}`, `/${name.replace(/(^|\/)index\.html$/, '$1')}`];
    return urls.some((url) => patterns.find((candidate) => matches(candidate, url)) === pattern);
  });
}

/** As CloudFront matches: `*` stands for any characters, `?` for one. */
function matches(pattern: string, url: string): boolean {
  const parts = [...pattern].map((character) => {
    if (character === '*') return '.*';
    return character === '?' ? '.' : character.replace(/[\\^$.|+()[\]{}]/, '\\$&');
  });
  return new RegExp(`^${parts.join('')}$`).test(url);
}

/** What all of these pages together have to be allowed. */
export function inlineHashes(pages: readonly Page[]): InlineHashes {
  return {
    scripts: sorted(pages.flatMap(({ hashes }) => hashes.scripts)),
    styles: sorted(pages.flatMap(({ hashes }) => hashes.styles)),
  };
}

/** Whether a script's type makes it data that no browser runs. */
function isData({ attributes }: PageElement): boolean {
  const type =
    attributes
      .find(({ name }) => name === 'type')
      ?.value.trim()
      .toLowerCase() ?? '';
  return (
    type !== '' && !executed.includes(type) && !/^(text|application)\/(x-)?(java|ecma)script\b/.test(type)
  );
}

const executed = ['module', 'importmap', 'speculationrules'];

function hashesOf(elements: readonly PageElement[]): InlineHashes {
  const inline = elements.filter(({ text }) => text !== '');
  const scripts = inline.filter(
    (element) => element.tag === 'script' && !hasSource(element) && !isData(element),
  );
  return { scripts: scripts.map(hash), styles: inline.filter(({ tag }) => tag === 'style').map(hash) };
}

function hasSource({ attributes }: PageElement): boolean {
  return attributes.some(({ name }) => name === 'src');
}

function hash({ text }: PageElement): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}
