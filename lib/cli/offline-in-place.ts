import type { OfflineCommands } from './output.ts';

/** The commands that work offline, of the program that asks; whatever it runs besides does not load them. */
export function offlineInPlace(): OfflineCommands {
  const { offlineCommands }: typeof import('./offline-commands.ts') = require('./offline-commands.ts');
  return offlineCommands;
}
