import { roleHelp } from '../command-works.ts';
import { parseOptions } from '../options.ts';
import { type ExitCode, type Output, UsageError } from '../output.ts';
import { shopEnvironment } from '../shop-environment.ts';
import { translateAwsError } from '../translate-aws-error.ts';
import { readNewSecret } from './new-secret.ts';
import { readState, type ShopSecret, secretOptions, shopSecretOf } from './shop-secret.ts';
import { storeSecret, tooSoon } from './store-secret.ts';
import { storeWebhookKey } from './store-webhook-key.ts';

const help = `Store a new secret of a gateway in AWS Secrets Manager, and start the rotation to it

Usage: palisade secret stage GATEWAY | notify | quote [options]

notify is the key that signs the webhook about orders, quote the one that signs requests for quotes and their answers. Each is current
at once, and the one before signs beside it until palisade secret revoke-previous, so that the other side can take the new key in between.

At a terminal each value is asked for and not shown. Otherwise standard input is the secret as JSON,
{ "member": "value" }, or with --member the bare value of one member; pipe it in from a password manager, so that no
file and no shell history holds it. No option takes a secret, and none is ever printed.

Options:
      --member NAME         replace this member only; the rotation keeps the others as they are
  -e, --environment NAME    environment of the storefront file (default: its only one)
      --file PATH           the storefront file (default: storefront.yaml, or the kit's example)
  -h, --help                print this help

${roleHelp('secret stage')}

Exit codes: 0 staged; 1 not now, since the previous keys are still needed; 2 the command could not run

Examples:
  palisade secret stage stripe --environment prod --member signingSecret
  pass show boutique/stripe.json | palisade secret stage stripe --environment prod
  pass show boutique/notify.json | palisade secret stage notify --environment prod
`;

/** `palisade secret stage GATEWAY`: writes a new version, which a rotation tries at the gateway and makes current. */
export async function stage(args: readonly string[], output: Output): Promise<ExitCode> {
  const { values, positionals } = parseOptions(args, { ...secretOptions, member: { type: 'string' } });
  if (values.help) {
    output.out(help);
    return 0;
  }
  const secret = shopSecretOf(shopEnvironment(values, output), positionals);
  return translateAwsError(stageSecret(secret, values.member, output), secret.what);
}

async function stageSecret(
  secret: ShopSecret,
  member: string | undefined,
  output: Output,
): Promise<ExitCode> {
  const state = await readState(secret, output.now);
  if (member !== undefined && !state.isInUse) {
    throw new UsageError(`${secret.name} has no members yet, so stage the whole secret without --member`);
  }
  const wait = tooSoon(secret, state);
  if (wait !== undefined) {
    output.err(`${wait}\n`);
    return 1;
  }
  const members = await readNewSecret(secret, member, output);
  const told =
    'gateway' in secret
      ? await storeSecret(secret, state, { members, isPart: member !== undefined })
      : await storeWebhookKey(secret, state, members);
  output.out(`${told}\n`);
  return 0;
}
