import { join } from 'node:path';
import type { AwsCommands, OfflineCommands, ShopCommands } from '../lib/cli/output.ts';
import { runCommand as run } from '../lib/cli/run-command.ts';

/** Runs the command that this process was started with, with the parts that were built beside it. */
export function runCommand(): Promise<void> {
  return run({
    withOffline: () =>
      load<{ readonly offlineCommands: OfflineCommands }>('palisade-offline.cjs').offlineCommands,
    withAws: async () => load<{ readonly awsCommands: AwsCommands }>('palisade-aws.cjs').awsCommands,
    withShop: async () => load<{ readonly shopCommands: ShopCommands }>('palisade-shop.cjs').shopCommands,
  });
}

function load<Part>(file: string): Part {
  return require(join(__dirname, file));
}
