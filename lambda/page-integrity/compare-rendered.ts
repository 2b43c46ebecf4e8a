import { sha256 } from '../shared/site/code.ts';
import { type PageElement, pageElementsOf, relativeTo } from '../shared/site/page-elements.ts';
import { isAllowed } from '../shared/site/sources.ts';
import { comparePage } from './compare-page.ts';
import { UnreachableError } from './fetch-answer.ts';
import type { Inventory, InventoryPage } from './inventory.ts';
import { type PageChange, subjectOf } from './page-change.ts';
import type { LoadedScript, RenderedPage } from './ports.ts';

/**
 * Compares a page after a browser has run it. Scripts may have added to it what they are authorised to add: frames and
 * scripts from authorised origins, forms that lead to the shop or to a gateway.
 */
export function compareRendered(
  page: InventoryPage,
  rendered: RenderedPage,
  { inventory, origin }: { readonly inventory: Inventory; readonly origin: string },
): readonly PageChange[] {
  const url = `${origin}${page.path}`;
  if (placeOf(rendered.url) !== placeOf(url))
    return [change(page, 'led-away', relativeTo(url, rendered.url))];
  if (!rendered.answer) throw new UnreachableError('the browser kept no text of the page');
  const own = ownScripts(inventory, page);
  const added = pageElementsOf(rendered.elements, url).filter(
    (pageElement) => !isExpected(pageElement, page, own),
  );
  return [
    ...comparePage(page, rendered.answer, origin),
    ...added.map(({ kind, what }) => change(page, `${kind}-added`, what)),
    ...rendered.scripts.flatMap((script) => compareLoaded(script, { page, own, url })),
  ];
}

/** A page's own script may write a query or a fragment into the address without leaving the page. */
function placeOf(url: string): string {
  return url.split(/[?#]/, 1).join();
}

type OwnScripts = ReadonlyMap<string, string>;

function ownScripts({ scripts }: Inventory, { path }: InventoryPage): OwnScripts {
  return new Map(
    scripts.flatMap((script) =>
      script.kind === 'own' && script.pages.includes(path) ? [[script.path, script.sha256] as const] : [],
    ),
  );
}

/** The site's files have no query, and what is asked for with one is the same file. */
function hashOf(what: string, own: OwnScripts): string | undefined {
  return own.get(what.split('?', 1).join());
}

function isExpected(
  { kind, what }: PageElement,
  { pageElements, sources }: InventoryPage,
  own: OwnScripts,
): boolean {
  if (pageElements.some((pageElement) => pageElement.kind === kind && pageElement.what === what)) return true;
  if (kind === 'script') return hashOf(what, own) !== undefined || isAllowed(what, sources.scripts);
  if (kind === 'frame') return what === 'about:blank' || isAllowed(what, sources.frames);
  if (kind === 'form') return what.startsWith('/') || isAllowed(what, sources.forms);
  // A script that adds `integrity` to what it loads makes the page no weaker.
  return kind === 'integrity';
}

interface Place {
  readonly page: InventoryPage;
  readonly own: OwnScripts;
  readonly url: string;
}

function compareLoaded(
  { url, body }: LoadedScript,
  { page, own, url: pageUrl }: Place,
): readonly PageChange[] {
  const what = relativeTo(pageUrl, url);
  const expected = hashOf(what, own);
  if (expected === undefined) {
    return isAllowed(url, page.sources.scripts) ? [] : [change(page, 'script-loaded', what)];
  }
  return body && sha256(body) !== expected ? [change(page, 'script-bytes', what)] : [];
}

function change({ path }: InventoryPage, change: PageChange['change'], what: string): PageChange {
  return { page: path, change, subject: subjectOf(what) };
}
