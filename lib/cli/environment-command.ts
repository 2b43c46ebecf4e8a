import { parseOptions } from './options.ts';
import { type ExitCode, type Output, UsageError } from './output.ts';
import { type ShopEnvironment, shopEnvironment } from './shop-environment.ts';

/** A command that changes what one environment has on AWS, and takes no argument but options. */
export interface EnvironmentCommand {
  /** As a person types it, such as `palisade stack discard`. */
  readonly command: string;
  readonly help: string;
  /** Does the work, or with `isDryRun` tells what it would do. */
  readonly run: (environment: ShopEnvironment, isDryRun: boolean, output: Output) => Promise<void>;
}

/** The function behind such a command: it reads `--file`, `--environment`, `--dry-run` and `--help`, and refuses all else. */
export function environmentCommand({ command, help, run }: EnvironmentCommand) {
  return async (args: readonly string[], output: Output): Promise<ExitCode> => {
    const { values, positionals } = parseOptions(args, {
      file: { type: 'string' },
      environment: { type: 'string', short: 'e' },
      'dry-run': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    });
    if (values.help) {
      output.out(help);
      return 0;
    }
    if (positionals.length > 0) {
      throw new UsageError(`found ${positionals.join(' ')}, ${command} takes no argument`);
    }
    await run(shopEnvironment(values, output), values['dry-run'], output);
    return 0;
  };
}
