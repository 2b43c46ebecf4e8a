import { titleOf } from '../../../lambda/gateways/registry.ts';
import { labels } from '../../../lambda/gateways/rotation/labels.ts';
import cache from '../../../lambda/shared/secrets/cache.json' with { type: 'json' };
import { versionWith } from '../../../lambda/shared/secrets/secret-client.ts';
import { parseOptions } from '../options.ts';
import type { ExitCode, Output } from '../output.ts';
import { shopEnvironment } from '../shop-environment.ts';
import { translateAwsError } from '../translate-aws-error.ts';
import { type GatewaySecret, gatewaySecretOf, secretOptions } from './gateway-secret.ts';

const help = `Stop accepting the previous keys of a gateway: because they leaked, or because another rotation cannot wait

Usage: palisade secret revoke-previous GATEWAY [options]

Deliveries that were signed with them and have not arrived yet are refused from then on.

Options:
  -e, --environment NAME    environment of the storefront file (default: its only one)
      --file PATH           the storefront file (default: storefront.yaml, or the kit's example)
  -h, --help                print this help
`;

/** `palisade secret revoke-previous GATEWAY`: takes the label AWSPREVIOUS off the version that has it. */
export async function revokePrevious(args: readonly string[], output: Output): Promise<ExitCode> {
  const { values, positionals } = parseOptions(args, secretOptions);
  if (values.help) {
    output.out(help);
    return 0;
  }
  const secret = gatewaySecretOf(shopEnvironment(values, output), positionals);
  output.out(`${await translateAwsError(revoke(secret), secret.what)}\n`);
  return 0;
}

async function revoke({ gateway, name, client }: GatewaySecret): Promise<string> {
  const title = titleOf(gateway.name);
  const previous = versionWith(await client.describe(name), labels.previous);
  if (previous === undefined) return `${title}: there are no previous keys.`;
  await client.moveLabel(name, labels.previous, { from: previous });
  return `${title}: the previous keys are refused within ${cache.cacheSeconds} seconds.`;
}
