import { attributeOf, scriptUrl } from '../../lambda/shared/site/code.ts';
import type { PageElement } from '../../lambda/shared/site/html.ts';
import { mistake, type PlacedMistake, quoted } from '../config/mistake.ts';
import { ownScripts } from './own-scripts.ts';
import { type Page, urlPathOf } from './pages.ts';
import type { Site } from './read-site.ts';
import { integrityOf } from './script-integrity.ts';

/** How each bundle of the browser client begins, whatever a site calls its copy. */
const clientBanner = '/*! Palisade checkout client';

/**
 * What is wrong with how a payment page loads the kit's browser client. The release fixes its bytes, so the page pins them: by a tag of
 * its own with their hash, ahead of every script that imports it, because a browser checks the hash of the first that asks for a module.
 */
export function clientMistakes(page: Page, site: Site): readonly PlacedMistake[] {
  return ownScripts(page, site).flatMap((path) => {
    const file = site.files.find(({ name }) => `/${name}` === path);
    if (!file || !Buffer.from(file.bytes).toString('latin1', 0, clientBanner.length).includes(clientBanner))
      return [];
    return loadingMistakes(page, site, { path, integrity: integrityOf(file.bytes) });
  });
}

interface Client {
  readonly path: string;
  readonly integrity: string;
}

function loadingMistakes(page: Page, site: Site, { path, integrity }: Client): readonly PlacedMistake[] {
  const scripts = page.elements.filter(({ tag }) => tag === 'script');
  const tag = scripts.find((element) => pathOf(element, page) === path);
  const attribute = `integrity="${integrity}"`;
  if (!tag) {
    const remedy = `add <script type="module" src="${path}" ${attribute}></script> before the script that imports it`;
    return [mistake([], `the checkout client ${quoted(path)} without a tag of its own`, remedy)];
  }
  if (attributeOf(tag, 'integrity') === undefined) {
    return [at(tag, `the checkout client ${quoted(path)} without integrity`, `write ${attribute}`)];
  }
  const before = scripts.slice(0, scripts.indexOf(tag));
  const early = before.find((element) => ownScripts({ ...page, elements: [element] }, site).includes(path));
  return early
    ? [at(early, `a script that imports ${quoted(path)} before its tag`, 'put the tag of the client first')]
    : [];
}

function pathOf(element: PageElement, { name }: Page): string | undefined {
  const given = scriptUrl(element);
  const base = `https://shop.invalid${urlPathOf(name)}`;
  if (given === undefined || !URL.canParse(given, base)) return undefined;
  const { origin, pathname } = new URL(given, base);
  return origin === 'https://shop.invalid' ? pathname : undefined;
}

function at({ line }: PageElement, found: string, remedy: string): PlacedMistake {
  return { ...mistake([], found, remedy), line };
}
