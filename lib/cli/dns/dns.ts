import { runOneOf } from '../command-group.ts';
import type { ExitCode, Output } from '../output.ts';
import { ds } from './ds.ts';

const help = `Tell what others have to be told about the zone of a shop

Usage: palisade dns COMMAND [options]

Commands:
  ds              tell the DS record that the parent zone has to hold

Run palisade dns COMMAND --help for the options of one.
`;

/** `palisade dns`: runs the one of its commands that the arguments name. */
export async function dns(args: readonly string[], output: Output): Promise<ExitCode> {
  return runOneOf({ name: 'dns', help, commands: { ds } }, args, output);
}
