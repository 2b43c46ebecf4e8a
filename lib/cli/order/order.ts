import { runOneOf } from '../command-group.ts';
import type { ExitCode, Output } from '../output.ts';
import { simulateOrder } from './simulate.ts';

const orderHelp = `Look at what gateways told about an order

Usage: palisade order COMMAND [options]

Commands:
  simulate FILE       say what the kit would have made of a history of deliveries

Options:
  -h, --help          print this help, or a command's
`;

/** `palisade order`: runs the one of its commands that the arguments name. */
export function order(args: readonly string[], output: Output): ExitCode {
  return runOneOf({ name: 'order', help: orderHelp, commands: { simulate: simulateOrder } }, args, output);
}
