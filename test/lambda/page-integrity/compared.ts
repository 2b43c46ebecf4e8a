import { expect } from '@jest/globals';
import { createFetchAnswer } from '../../../lambda/page-integrity/fetch-answer.ts';
import type { Inventory } from '../../../lambda/page-integrity/inventory.ts';
import { createPageIntegrity } from '../../../lambda/page-integrity/page-integrity.ts';
import { createRenderPage } from '../../../lambda/page-integrity-browser/render-page.ts';
import { createLog } from '../../../lambda/shared/log/log.ts';
import { openTestBrowser } from '../../support/browser.ts';
import type { Shop } from './shop.ts';

/** What a run said: its changes in one line each, whether it was complete, and its log. */
export async function compared(
  { inventory, origin }: Shop,
  engine: Inventory['engine'],
  loadMilliseconds = 10_000,
) {
  const lines: Record<string, unknown>[] = [];
  const limits = { loadMilliseconds, restMilliseconds: 1500, quietMilliseconds: 100 };
  const failures: unknown[] = [];
  const open = () =>
    openTestBrowser().catch((error: unknown) => {
      failures.push(error);
      throw error;
    });
  const run = createPageIntegrity({
    inventory: engine === 'html' ? { ...inventory, engine } : ofFirstPage({ ...inventory, engine }),
    origin,
    fetchAnswer: createFetchAnswer({ milliseconds: 5000, bytes: 1_000_000 }),
    ...(engine === 'browser' && { renderPage: createRenderPage(open, limits) }),
    log: createLog((line) => lines.push(JSON.parse(line)), {
      service: 'page-integrity',
      now: () => new Date(0),
    }),
  });
  const { changes, complete } = await run();
  // The function logs that it has no browser, and goes on; a test ends with the cause.
  if (failures.length > 0) throw failures[0];
  return {
    changes: changes.map(({ page, change, subject }) => [page, change, subject].join(' ')),
    complete,
    lines: lines.filter((line) => 'message' in line),
    counted: lines.flatMap((line) => ['PageCompared', 'PageChanged'].filter((metric) => metric in line)),
  };
}

/** The changes of a run that could compare everything. */
export async function changesOf(shop: Shop, engine: Inventory['engine']): Promise<readonly string[]> {
  const { changes, complete, counted } = await compared(shop, engine);
  expect(complete).toBe(true);
  const pages = new Set(changes.map((change) => change.split(' ', 1).join()));
  expect(counted).toEqual([...[...pages].map(() => 'PageChanged'), 'PageCompared']);
  return changes;
}

/** A browser takes a second for each page, so it is shown one. */
function ofFirstPage(inventory: Inventory): Inventory {
  const pages = inventory.pages.slice(0, 1);
  const isKept = (path: string) => pages.some((page) => page.path === path);
  const scripts = inventory.scripts.map((script) => ({ ...script, pages: script.pages.filter(isKept) }));
  return { ...inventory, pages, scripts };
}
