import { runOneOf } from '../command-group.ts';
import type { ExitCode, Output } from '../output.ts';
import { adopt } from './adopt.ts';
import { discard } from './discard.ts';
import { smoke } from './smoke.ts';

const help = `Look after the stacks of a shop

Usage: palisade stack COMMAND [options]

Commands:
  adopt         take over what destroyed stacks have kept, so that they can be deployed again
  discard       delete what first deployments that failed have left, so that they can be tried again
  smoke         look at a deployed shop from outside, and change nothing

Options:
  -h, --help    print this help, or a command's
`;

/** `palisade stack`: runs the one of its commands that the arguments name. */
export async function stack(args: readonly string[], output: Output): Promise<ExitCode> {
  const commands = {
    adopt,
    discard,
    smoke: (rest: readonly string[], to: Output) => smoke(rest, to),
  };
  return runOneOf({ name: 'stack', help, commands }, args, output);
}
