import { runOneOf } from '../command-group.ts';
import type { ExitCode, Output } from '../output.ts';
import { replay } from './replay.ts';

const callbackHelp = `Look after what gateways told the shop

Usage: palisade callback COMMAND [options]

Commands:
  replay        send again what is stuck on its way to the shop's orders

Options:
  -h, --help    print this help, or a command's
`;

/** `palisade callback`: runs the one of its commands that the arguments name. */
export async function callback(args: readonly string[], output: Output): Promise<ExitCode> {
  return runOneOf({ name: 'callback', help: callbackHelp, commands: { replay } }, args, output);
}
