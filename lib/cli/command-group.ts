import { nearest } from '../nearest.ts';
import { type Code, type Output, UsageError } from './output.ts';

/** Commands that belong together, such as those of `palisade gateway`. */
export interface CommandGroup<Result extends Code> {
  readonly name: string;
  readonly help: string;
  readonly commands: Readonly<Record<string, (args: readonly string[], output: Output) => Result>>;
}

/** Runs the command of the group that the arguments name; without a name it prints the group's help. */
export function runOneOf<Result extends Code>(
  { name: group, help, commands }: CommandGroup<Result>,
  [name, ...args]: readonly string[],
  output: Output,
): Result | 0 | 2 {
  if (name === undefined || name === '--help' || name === '-h') {
    output.out(help);
    return name === undefined ? 2 : 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command) return command(args, output);
  const names = Object.keys(commands);
  const meant = nearest(name, names);
  throw new UsageError(
    meant
      ? `found no such command, did you mean ${group} ${meant}?`
      : `found no such command, write ${group} ${names.join(', ')}`,
  );
}
