import { elementsOf } from '../shared/site/html.ts';
import { type PageElement, pageElementsOf } from '../shared/site/page-elements.ts';
import { sha256 } from '../shared/site/sha256.ts';
import { compareHeaders } from './compare-headers.ts';
import { type Finding, subjectOf } from './finding.ts';
import type { InventoryPage } from './inventory.ts';
import type { PageAnswer } from './ports.ts';

/** Compares a page as it was sent with the inventory. */
export function comparePage(page: InventoryPage, answer: PageAnswer, origin: string): readonly Finding[] {
  if (answer.status !== 200) return [{ page: page.path, change: 'status', subject: `${answer.status}` }];
  return [...compareHeaders(page, answer), ...compareText(page, answer, origin)];
}

function compareText(page: InventoryPage, { body }: PageAnswer, origin: string): readonly Finding[] {
  if (sha256(body) === page.sha256) return [];
  const actual = pageElementsOf(elementsOf(body.toString('utf8')), `${origin}${page.path}`);
  return [
    { page: page.path, change: 'page-bytes', subject: page.path },
    ...surplus(actual, page.pageElements).map((pageElement) => finding(page, pageElement, 'added')),
    ...surplus(page.pageElements, actual).map((pageElement) => finding(page, pageElement, 'removed')),
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

function finding({ path }: InventoryPage, { kind, what }: PageElement, how: 'added' | 'removed'): Finding {
  return { page: path, change: `${kind}-${how}`, subject: subjectOf(what) };
}
