import { labels } from '../../../lambda/gateways/rotation/labels.ts';
import cache from '../../../lambda/shared/secrets/cache.json' with { type: 'json' };
import { versionWith } from '../../../lambda/shared/secrets/secret-client.ts';
import { roleHelp } from '../command-works.ts';
import { parseOptions } from '../options.ts';
import type { ExitCode, Output } from '../output.ts';
import { shopEnvironment } from '../shop-environment.ts';
import { translateAwsError } from '../translate-aws-error.ts';
import { type ShopSecret, secretOptions, shopSecretOf } from './shop-secret.ts';

const help = `Stop using the previous keys of a gateway, or of the webhook about orders (notify) or of quotes (quote)

Usage: palisade secret revoke-previous GATEWAY | notify | quote [options]

Do it for a gateway because its keys leaked, or because another rotation cannot wait: deliveries that were signed with them and have
not arrived yet are refused from then on. Do it for notify and quote once the other side has the current key: the previous one signs no more.

Options:
  -e, --environment NAME    environment of the storefront file (default: its only one)
      --file PATH           the storefront file (default: storefront.yaml, or the kit's example)
  -h, --help                print this help

${roleHelp('secret revoke-previous')}
`;

/** `palisade secret revoke-previous GATEWAY`: takes the label AWSPREVIOUS off the version that has it. */
export async function revokePrevious(args: readonly string[], output: Output): Promise<ExitCode> {
  const { values, positionals } = parseOptions(args, secretOptions);
  if (values.help) {
    output.out(help);
    return 0;
  }
  const secret = shopSecretOf(shopEnvironment(values, output), positionals);
  output.out(`${await translateAwsError(revoke(secret), secret.what)}\n`);
  return 0;
}

async function revoke(secret: ShopSecret): Promise<string> {
  const { title, name, client } = secret;
  const description = await client.describe(name);
  const previous = versionWith(description, labels.previous);
  if (previous === undefined) return `${title}: there are no previous keys.`;
  await client.moveLabel(name, labels.previous, { from: previous });
  const overlap = versionWith(description, labels.overlap);
  if (overlap !== undefined) await client.moveLabel(name, labels.overlap, { from: overlap });
  return 'gateway' in secret
    ? `${title}: the previous keys are refused within ${cache.cacheSeconds} seconds.`
    : `${title}: the previous key signs no more within ${cache.cacheSeconds} seconds.`;
}
