import type { Log } from '../shared/log/log.ts';
import { sha256 } from '../shared/site/code.ts';
import { comparePage } from './compare-page.ts';
import { compareRendered } from './compare-rendered.ts';
import type { Inventory, InventoryPage, InventoryScript } from './inventory.ts';
import type { PageChange } from './page-change.ts';
import type { FetchAnswer, PageAnswer, RenderPage } from './ports.ts';

export interface PageIntegrityDependencies {
  readonly inventory: Inventory;
  /** The shop's public origin, which shoppers use. */
  readonly origin: string;
  readonly fetchAnswer: FetchAnswer;
  /** Absent where the pages run the shop's own scripts only. */
  readonly renderPage?: RenderPage;
  readonly log: Log;
}

/** What a run came to. */
export interface Comparison {
  readonly changes: readonly PageChange[];
  /** Whether all of it could be compared. Only then the run counts as one, or an alarm is raised for a missed run. */
  readonly complete: boolean;
}

/** Compares the payment pages, as the public URL shows them, with the inventory, and raises an alarm for a difference. */
export function createPageIntegrity(dependencies: PageIntegrityDependencies): () => Promise<Comparison> {
  const { inventory, log } = dependencies;
  if ((inventory.engine === 'browser') !== (dependencies.renderPage !== undefined)) {
    throw new Error(
      `the inventory is for the engine '${inventory.engine}', and this function has another one`,
    );
  }
  return async () => {
    const changes: PageChange[] = [];
    let complete = true;
    for (const { about, compare } of stepsOf(dependencies)) {
      const found = await guarded(log, about, compare);
      changes.push(...(found ?? []));
      complete &&= found !== undefined;
    }
    return told(log, { changes: distinct(changes), complete });
  };
}

interface Step {
  /** Path of what is compared. */
  readonly about: string;
  readonly compare: () => Promise<readonly PageChange[]>;
}

function stepsOf(dependencies: PageIntegrityDependencies): readonly Step[] {
  const { pages, scripts } = dependencies.inventory;
  return [
    ...pages.map((page) => ({ about: page.path, compare: comparedPage(dependencies, page) })),
    ...scripts
      .filter((script) => script.kind === 'own')
      .map((script) => ({ about: script.path, compare: comparedScript(dependencies, script) })),
  ];
}

/** What could not be looked at is told, and is no difference: the alarm for a missed run is the one that it raises. */
async function guarded<Result>(
  log: Log,
  page: string,
  run: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await run();
  } catch (error) {
    log.error('page not reached', error, { page });
    return undefined;
  }
}

function comparedPage(
  { inventory, origin, fetchAnswer, renderPage }: PageIntegrityDependencies,
  page: InventoryPage,
): () => Promise<readonly PageChange[]> {
  const url = `${origin}${page.path}`;
  return async () => [
    ...comparePage(page, await fetchAnswer(url), origin),
    // The server may answer a browser otherwise than it answers a function.
    ...(renderPage ? compareRendered(page, await renderPage(url), { inventory, origin }) : []),
  ];
}

function comparedScript(
  { origin, fetchAnswer }: PageIntegrityDependencies,
  { path, sha256: expected, pages }: Extract<InventoryScript, { kind: 'own' }>,
): () => Promise<readonly PageChange[]> {
  const different = ({ status, body }: PageAnswer): PageChange['change'] | undefined => {
    if (status !== 200) return 'script-status';
    return sha256(body) === expected ? undefined : 'script-bytes';
  };
  return async () => {
    const change = different(await fetchAnswer(`${origin}${path}`));
    return change ? pages.map((page) => ({ page, change, subject: path })) : [];
  };
}

function distinct(changes: readonly PageChange[]): readonly PageChange[] {
  return [...new Map(changes.map((change) => [JSON.stringify(change), change])).values()];
}

const mostTold = 100;

function told(log: Log, comparison: Comparison): Comparison {
  const { changes, complete } = comparison;
  for (const { page, change, subject } of changes.slice(0, mostTold)) {
    log.warn('page changed', { page, change, subject });
  }
  for (const _ of new Set(changes.map(({ page }) => page))) log.count('PageChanged');
  if (complete) log.count('PageCompared');
  log.info('pages compared', { outcome: complete ? 'complete' : 'incomplete', count: changes.length });
  return comparison;
}
