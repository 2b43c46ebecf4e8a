import { nearest } from '../nearest.ts';
import { InputError } from '../policy/input/input-error.ts';
import { check } from './check.ts';
import { explain } from './explain.ts';
import { gateway } from './gateway/gateway.ts';
import { type ExitCode, type Output, UsageError } from './output.ts';
import { listRules } from './rules.ts';
import { version } from './version.ts';

const help = `Palisade judges the CloudFormation templates of an online store

Usage: palisade COMMAND [options]

Commands:
  check [PATH]    judge a cdk.out folder, a folder of templates or one template
  explain RULE    say what a rule asks, why, and how to satisfy it
  rules           list every rule
  gateway         list payment gateways, judge a captured callback or a file of them

Options:
  -h, --help      print this help, or a command's
  -v, --version   print the version

Exit codes: 0 nothing stands in the way, 1 a rule is broken or undecided, 2 the command could not run
`;

type Command = (args: readonly string[], output: Output) => ExitCode;

const commands: Readonly<Record<string, Command>> = { check, explain, rules: listRules, gateway };

/** Runs the command that the arguments name. A person's mistake is one sentence; any other error is ours. */
export function main(argv: readonly string[], output: Output): ExitCode {
  try {
    return run(argv, output);
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof InputError)) throw error;
    output.err(`palisade: ${error.message}\n`);
    return 2;
  }
}

function run([name, ...args]: readonly string[], output: Output): ExitCode {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    output.out(help);
    return name === undefined ? 2 : 0;
  }
  if (name === '--version' || name === '-v') {
    output.out(`${version}\n`);
    return 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command) return command(args, output);
  const meant = nearest(name, Object.keys(commands));
  throw new UsageError(
    meant
      ? `found no command ${name}, did you mean ${meant}?`
      : `found no command ${name}, run palisade --help`,
  );
}
