import { dryRunCommand } from './dry-run-command.ts';
import type { Output } from './output.ts';
import { type ShopEnvironment, shopEnvironment } from './shop-environment.ts';

/** A command that changes what one environment has on AWS, and takes no argument but options. */
export interface EnvironmentCommand {
  /** As a person types it, such as `palisade callback replay`. */
  readonly command: string;
  readonly help: string;
  /** Does the work, or with `isDryRun` tells what it would do. */
  readonly run: (environment: ShopEnvironment, isDryRun: boolean, output: Output) => Promise<void>;
}

/** The function behind such a command: it reads `--file`, `--environment`, `--dry-run` and `--help`, and refuses all else. */
export function environmentCommand(command: EnvironmentCommand) {
  return dryRunCommand({
    ...command,
    options: { file: {}, environment: { short: 'e' } },
    subjectOf: shopEnvironment,
  });
}
