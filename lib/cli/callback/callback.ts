import { nearest } from '../../nearest.ts';
import { type ExitCode, type Output, UsageError } from '../output.ts';
import { replay } from './replay.ts';

const callbackHelp = `Look after what gateways told the shop

Usage: palisade callback COMMAND [options]

Commands:
  replay        send again what is stuck on its way to the shop's orders

Options:
  -h, --help    print this help, or a command's
`;

type Command = (args: readonly string[], output: Output) => Promise<ExitCode>;

const commands: Readonly<Record<string, Command>> = { replay };

/** `palisade callback`: runs the one of its commands that the arguments name. */
export async function callback([name, ...args]: readonly string[], output: Output): Promise<ExitCode> {
  if (name === undefined || name === '--help' || name === '-h') {
    output.out(callbackHelp);
    return name === undefined ? 2 : 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command) return command(args, output);
  const names = Object.keys(commands);
  const meant = nearest(name, names);
  throw new UsageError(
    meant
      ? `found no such command, did you mean callback ${meant}?`
      : `found no such command, write callback ${names.join(', ')}`,
  );
}
