import { sha256 } from '../shared/site/code.ts';
import { elementsOf } from '../shared/site/html.ts';
import { type PageElement, pageElementsOf } from '../shared/site/page-elements.ts';
import type { InventoryPage } from './inventory.ts';
import { type PageChange, subjectOf } from './page-change.ts';
import type { PageAnswer } from './ports.ts';
import facts from './unwanted-headers.json' with { type: 'json' };

/** Compares a page as it was sent with the inventory. */
export function comparePage(page: InventoryPage, answer: PageAnswer, origin: string): readonly PageChange[] {
  if (answer.status !== 200) return [{ page: page.path, change: 'status', subject: `${answer.status}` }];
  return [...compareHeaders(page, answer), ...compareText(page, answer, origin)];
}

function compareText(page: InventoryPage, { body }: PageAnswer, origin: string): readonly PageChange[] {
  if (sha256(body) === page.sha256) return [];
  const actual = pageElementsOf(elementsOf(body.toString('utf8')), `${origin}${page.path}`);
  return [
    { page: page.path, change: 'page-bytes', subject: page.path },
    ...surplus(actual, page.pageElements).map((pageElement) => change(page, pageElement, 'added')),
    ...surplus(page.pageElements, actual).map((pageElement) => change(page, pageElement, 'removed')),
  ];
}

/** What is in one list more often than in the other. */
function surplus(list: readonly PageElement[], other: readonly PageElement[]): readonly PageElement[] {
  const left = new Map<string, number>();
  for (const pageElement of other) left.set(keyOf(pageElement), (left.get(keyOf(pageElement)) ?? 0) + 1);
  return list.filter((pageElement) => {
    const count = left.get(keyOf(pageElement)) ?? 0;
    left.set(keyOf(pageElement), count - 1);
    return count <= 0;
  });
}

function keyOf({ kind, what }: PageElement): string {
  return `${kind} ${what}`;
}

function change({ path }: InventoryPage, { kind, what }: PageElement, how: 'added' | 'removed'): PageChange {
  return { page: path, change: `${kind}-${how}`, subject: subjectOf(what) };
}

/** Compares the headers of an answer with those that the shop's edge was configured to send. */
function compareHeaders({ path, headers }: InventoryPage, answer: PageAnswer): readonly PageChange[] {
  const expected = headers.flatMap(({ name, value }): readonly PageChange[] => {
    const actual = answer.headers.get(name);
    if (actual === undefined) return [{ page: path, change: 'header-missing', subject: name }];
    return canonical(name, actual) === canonical(name, value)
      ? []
      : [{ page: path, change: 'header-changed', subject: name }];
  });
  const unwanted = facts.headers
    .filter((name) => answer.headers.has(name))
    .map((name): PageChange => ({ page: path, change: 'header-added', subject: name }));
  return [...expected, ...unwanted];
}

/** Directives of HSTS are written in any case (RFC 6797, section 6.1); all other values are compared as they are. */
function canonical(name: string, value: string): string {
  const text = value.trim();
  return name === 'strict-transport-security' ? text.toLowerCase().replace(/\s*;\s*/g, '; ') : text;
}
