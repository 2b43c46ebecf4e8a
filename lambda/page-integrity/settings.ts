import { setTimeout } from 'node:timers/promises';
import { functionLog } from '../shared/log/log.ts';
import { variable } from '../shared/settings/variables.ts';
import { createFetchAnswer, retryingFetch } from './fetch-answer.ts';
import { readInventory } from './inventory.ts';
import type { PageIntegrityDependencies } from './page-integrity.ts';

/** What both functions that compare pages are wired with. */
export function pageIntegrityOf(
  environment: NodeJS.ProcessEnv,
): Omit<PageIntegrityDependencies, 'renderPage'> {
  return {
    inventory: readInventory(variable(environment, 'INVENTORY_FILE')),
    origin: new URL(variable(environment, 'SHOP_URL')).origin,
    fetchAnswer: retryingFetch(createFetchAnswer({ milliseconds: 10_000, bytes: 8_000_000 }), {
      pauses: [1000, 4000],
      wait: (milliseconds) => setTimeout(milliseconds),
    }),
    log: functionLog(environment, () => new Date()),
  };
}
