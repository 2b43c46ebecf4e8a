import { runOneOf } from '../command-group.ts';
import type { ExitCode, Output } from '../output.ts';
import { revokePrevious } from './revoke-previous.ts';
import { stage } from './stage.ts';
import { status } from './status.ts';

const help = `Stage keys of gateways, and of the webhook about orders (notify), in AWS Secrets Manager, and see which versions are in use

Usage: palisade secret COMMAND [options]

Commands:
  stage GATEWAY              store a new secret, or one member of it, from standard input
  status [GATEWAY]           list the versions of each secret, who wrote them, and its rotation
  revoke-previous GATEWAY    stop using the previous keys, which are kept for deliveries on their way

Options:
  -h, --help                 print this help, or a command's
`;

/** `palisade secret`: runs the one of its commands that the arguments name. */
export async function secret(args: readonly string[], output: Output): Promise<ExitCode> {
  const commands = { stage, status, 'revoke-previous': revokePrevious };
  return runOneOf({ name: 'secret', help, commands }, args, output);
}
