import { join } from 'node:path';
import { callback } from '../../../lib/cli/callback/callback.ts';
import type { Run } from '../../support/run.ts';
import { at, runInProcess } from '../support.ts';

const example = join(__dirname, '../../../examples/boutique/storefront.yaml');

/** Runs `palisade callback` at a moment, for the example shop where a command takes a file. */
export function callbackAt(now: Date, ...args: readonly string[]): Promise<Run> {
  const file = args[0] === 'replay' && !args.includes('--file') ? ['--file', example] : [];
  return runInProcess((output) => callback([...args, ...file], { ...output, ...at(now) }));
}
