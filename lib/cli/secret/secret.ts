import { nearest } from '../../nearest.ts';
import { type ExitCode, type Output, UsageError } from '../output.ts';
import { forget } from './forget.ts';
import { stage } from './stage.ts';
import { status } from './status.ts';

const secretHelp = `Stage a gateway's keys in AWS Secrets Manager, and see which versions are in use

Usage: palisade secret COMMAND [options]

Commands:
  stage GATEWAY       hand over a new secret, or one member of it, from standard input
  status [GATEWAY]    list the versions of each secret, its rotation, and what is missing
  forget GATEWAY      stop accepting the previous keys, which a rotation keeps for deliveries on their way

Options:
  -h, --help          print this help, or a command's
`;

type Command = (args: readonly string[], output: Output) => Promise<ExitCode>;

const commands: Readonly<Record<string, Command>> = { stage, status, forget };

/** `palisade secret`: runs the one of its commands that the arguments name. */
export async function secret([name, ...args]: readonly string[], output: Output): Promise<ExitCode> {
  if (name === undefined || name === '--help' || name === '-h') {
    output.out(secretHelp);
    return name === undefined ? 2 : 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command) return command(args, output);
  const names = Object.keys(commands);
  const meant = nearest(name, names);
  throw new UsageError(
    meant
      ? `found no such command, did you mean secret ${meant}?`
      : `found no such command, write secret ${names.join(', ')}`,
  );
}
