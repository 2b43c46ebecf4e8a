import { scriptUrl } from '../../lambda/shared/site/code.ts';
import { pageElementsOf } from '../../lambda/shared/site/page-elements.ts';
import { type Page, urlPathOf } from './pages.ts';
import type { Site } from './read-site.ts';

/**
 * The paths of the site's own scripts that a page runs, sorted: those of its elements and of its inline code, and all
 * that these name in turn. A name is any text in quotes that leads to a published script, so that an import, a worker
 * and a bundler's list are all found; a name that is put together only while the script runs is not.
 */
export function ownScripts(page: Page, { files }: Site): readonly string[] {
  const published = new Map<string, Uint8Array>(
    files
      .filter(({ name }) => isScriptName.test(name))
      .map(({ name, bytes }) => [`/${name}`, bytes] as const),
  );
  const found = new Set<string>();
  const waiting = [...namesIn(page)];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const bytes = published.get(next);
    if (bytes === undefined || found.has(next)) continue;
    found.add(next);
    waiting.push(...quotedPaths(Buffer.from(bytes).toString('utf8'), next));
  }
  return [...found].sort();
}

const isScriptName = /\.m?js$/i;

function namesIn({ name, elements }: Page): readonly string[] {
  const path = urlPathOf(name);
  const loaded = pageElementsOf(elements, `${origin}${path}`)
    .filter(({ kind }) => kind === 'script')
    .map(({ what }) => what.split('?', 1).join());
  const inline = elements.filter((element) => element.tag === 'script' && scriptUrl(element) === undefined);
  return [...loaded, ...inline.flatMap(({ text }) => quotedPaths(text, path))];
}

const origin = 'https://shop.invalid';

/** What is in quotes, as a path from the file itself and from the root, which bundlers count from. */
function quotedPaths(code: string, from: string): readonly string[] {
  return [...code.matchAll(/(["'`])([^"'`\s?#]{1,512}\.m?js)(?:[?#][^"'`\s]{0,512})?\1/gi)].flatMap(
    ([, , text = '']) => [from, '/'].flatMap((base) => pathOf(text, base)),
  );
}

function pathOf(text: string, base: string): readonly string[] {
  const shop = `${origin}${base}`;
  if (!URL.canParse(text, shop)) return [];
  const url = new URL(text, shop);
  return url.origin === origin ? [url.pathname] : [];
}
