import { runOneOf } from '../command-group.ts';
import type { Code, ExitCode, Output } from '../output.ts';
import { simulateOrder } from './simulate.ts';

const orderHelp = `Look at orders, and decide about those that wait for a person

Usage: palisade order COMMAND [options]

Commands:
  list                list the orders that are in a state
  show ORDER          show what became of an order and of its payments
  link ORDER          make a link by which a shopper sees an order
  release ORDER       let an order go that waits for a person
  cancel ORDER        say that an order shall neither be paid nor shipped
  export ORDER        export all that is kept about an order
  erase ORDER         forget who placed an order
  simulate FILE       say what the kit would have made of a history of deliveries

Options:
  -h, --help          print this help, or a command's
`;

/** `palisade order`: runs the one of its commands that the arguments name. All but one of them need AWS. */
export function order(args: readonly string[], output: Output): Code {
  const withAws = (name: string) => async (rest: readonly string[]) =>
    (await output.withAws()).order([name, ...rest], output);
  const inAws = ['list', 'show', 'link', 'release', 'cancel', 'export', 'erase'].map((name) => [
    name,
    withAws(name),
  ]);
  const commands: Readonly<Record<string, (rest: readonly string[], output: Output) => Code>> = {
    ...Object.fromEntries(inAws),
    simulate: (rest): ExitCode => simulateOrder(rest, output),
  };
  return runOneOf({ name: 'order', help: orderHelp, commands }, args, output);
}
