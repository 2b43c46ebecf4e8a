import { runOneOf } from '../command-group.ts';
import type { Code, Output } from '../output.ts';
import { conformance } from './conformance.ts';
import { list } from './list.ts';
import { verify } from './verify.ts';

const gatewayHelp = `Look at payment gateways, and at the signatures of their callbacks

Usage: palisade gateway COMMAND [options]

Commands:
  list                list every gateway, its integrations, and how well each fact is verified
  verify GATEWAY      judge one captured callback from standard input
  conformance FILE    judge a file of signed callbacks whose results are known
  setup GATEWAY       say what a gateway has to be told about a shop, or subscribe there

Options:
  -h, --help          print this help, or a command's
`;

/** `palisade gateway`: runs the one of its commands that the arguments name. */
export function gateway(args: readonly string[], output: Output): Code {
  const setup = async (rest: readonly string[]) => (await output.withAws()).gateway(rest, output);
  const commands: Readonly<Record<string, (rest: readonly string[], output: Output) => Code>> = {
    list,
    verify,
    conformance,
    setup,
  };
  return runOneOf({ name: 'gateway', help: gatewayHelp, commands }, args, output);
}
