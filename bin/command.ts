import { join } from 'node:path';
import type { AwsCommands } from '../lib/cli/output.ts';
import { runCommand as run } from '../lib/cli/run-command.ts';

/** Runs the command that this process was started with, with the commands for AWS that were built beside it. */
export function runCommand(): Promise<void> {
  return run(async () => {
    const bundle: { readonly awsCommands: AwsCommands } = require(join(__dirname, 'palisade-aws.cjs'));
    return bundle.awsCommands;
  });
}
