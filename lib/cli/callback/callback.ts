import { runOneOf } from '../command-group.ts';
import type { ExitCode, Output } from '../output.ts';
import { replay } from './replay.ts';

const help = `Look after the payment events that gateways sent

Usage: palisade callback COMMAND [options]

Commands:
  replay        send payment events again that are stuck on their way to the orders

Options:
  -h, --help    print this help, or a command's
`;

/** `palisade callback`: runs the one of its commands that the arguments name. */
export async function callback(args: readonly string[], output: Output): Promise<ExitCode> {
  return runOneOf({ name: 'callback', help: help, commands: { replay } }, args, output);
}
