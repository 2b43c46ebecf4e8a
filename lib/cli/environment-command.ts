import { dryRunCommand } from './dry-run-command.ts';
import { parseOptions } from './options.ts';
import { type Output, UsageError } from './output.ts';
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

/** The environment that a command looks at which takes no argument but options; nothing where its help was asked for. */
export function lookedAt(
  args: readonly string[],
  { command, help }: Pick<EnvironmentCommand, 'command' | 'help'>,
  output: Output,
): ShopEnvironment | undefined {
  const { values, positionals } = parseOptions(args, {
    file: { type: 'string' },
    environment: { type: 'string', short: 'e' },
    help: { type: 'boolean', short: 'h', default: false },
  });
  if (values.help) {
    output.out(help);
    return undefined;
  }
  if (positionals.length > 0) {
    throw new UsageError(`found ${positionals.join(' ')}, ${command} takes no argument`);
  }
  return shopEnvironment(values, output);
}
