import type { ParseArgsConfig } from 'node:util';
import { parseOptions } from './options.ts';
import { type ExitCode, type Output, UsageError } from './output.ts';

/** What a person typed for options that take a text. */
export type Choices<Name extends string> = { readonly [Key in Name]?: string | undefined };

/** A command that changes what somebody has on AWS, and takes no argument but options. */
export interface DryRunCommand<Name extends string, Subject> {
  /** As a person types it, such as `palisade stack discard`. */
  readonly command: string;
  readonly help: string;
  /** The options that name the subject, each with its letter where it has one; they take a text. */
  readonly options: Readonly<Record<Name, { readonly short?: string }>>;
  /** Reads the subject. Throws a `ConfigError` or a `UsageError`. */
  readonly subjectOf: (choices: Choices<Name>, output: Output) => Subject;
  /** Does the work, or with `isDryRun` tells what it would do. */
  readonly run: (subject: Subject, isDryRun: boolean, output: Output) => Promise<void>;
}

/** The function behind such a command: it reads the options, `--dry-run` and `--help`, and refuses all else. */
export function dryRunCommand<Name extends string, Subject>(props: DryRunCommand<Name, Subject>) {
  const { command, help, subjectOf, run } = props;
  const named = Object.entries<{ readonly short?: string }>(props.options);
  const options: NonNullable<ParseArgsConfig['options']> = {
    ...Object.fromEntries(named.map(([name, option]) => [name, { type: 'string', ...option }] as const)),
    'dry-run': { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  };
  return async (args: readonly string[], output: Output): Promise<ExitCode> => {
    const { values, positionals } = parseOptions(args, options);
    if (values['help'] === true) {
      output.out(help);
      return 0;
    }
    if (positionals.length > 0) {
      throw new UsageError(`found ${positionals.join(' ')}, ${command} takes no argument`);
    }
    await run(subjectOf(values as Choices<Name>, output), values['dry-run'] === true, output);
    return 0;
  };
}
