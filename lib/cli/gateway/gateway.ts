import { nearest } from '../../nearest.ts';
import { type ExitCode, type Output, UsageError } from '../output.ts';
import { conformance } from './conformance.ts';
import { list } from './list.ts';
import { verify } from './verify.ts';

const gatewayHelp = `Look at payment gateways, and at the signatures of their callbacks

Usage: palisade gateway COMMAND [options]

Commands:
  list                list every gateway, its integrations, and how far each fact was followed
  verify GATEWAY      judge one captured callback from standard input
  conformance FILE    judge a file of signed callbacks whose verdicts are known

Options:
  -h, --help          print this help, or a command's
`;

type Command = (args: readonly string[], output: Output) => ExitCode;

const commands: Readonly<Record<string, Command>> = { list, verify, conformance };

/** `palisade gateway`: runs the one of its commands that the arguments name. */
export function gateway([name, ...args]: readonly string[], output: Output): ExitCode {
  if (name === undefined || name === '--help' || name === '-h') {
    output.out(gatewayHelp);
    return name === undefined ? 2 : 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command) return command(args, output);
  const names = Object.keys(commands);
  const meant = nearest(name, names);
  throw new UsageError(
    meant
      ? `found no such command, did you mean gateway ${meant}?`
      : `found no such command, write gateway ${names.join(', ')}`,
  );
}
