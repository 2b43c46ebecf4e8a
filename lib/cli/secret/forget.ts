import { titleOf } from '../../../lambda/gateways/registry.ts';
import { labels } from '../../../lambda/gateways/rotation/labels.ts';
import cache from '../../../lambda/shared/secrets/cache.json' with { type: 'json' };
import { parseOptions } from '../options.ts';
import type { ExitCode, Output } from '../output.ts';
import { shopEnvironment } from '../shop-environment.ts';
import { placeOf, placeOptions } from './secret-place.ts';
import { openVault } from './vault.ts';

const forgetHelp = `Stop accepting the previous keys of a gateway: because they leaked, or because another rotation cannot wait

Usage: palisade secret forget GATEWAY [options]

Deliveries that were signed with them and are still on their way are refused from then on.

Options:
  -e, --environment NAME    environment of the shop's file (default: its only one)
      --file PATH           the shop's file (default: storefront.yaml, or the kit's example)
  -h, --help                print this help
`;

/** `palisade secret forget GATEWAY`: takes the previous version out of use. */
export async function forget(args: readonly string[], output: Output): Promise<ExitCode> {
  const { values, positionals } = parseOptions(args, placeOptions);
  if (values.help) {
    output.out(forgetHelp);
    return 0;
  }
  const environment = shopEnvironment(values);
  const { gateway, name } = placeOf(environment, positionals);
  const vault = openVault(name, environment.region);
  const { VersionIdsToStages = {} } = await vault.describe();
  const found = Object.entries(VersionIdsToStages).find(([, stages]) => stages.includes(labels.previous));
  const title = titleOf(gateway.name);
  if (!found) {
    output.out(`${title}: there are no previous keys.\n`);
    return 0;
  }
  await vault.removeLabel(labels.previous, found[0]);
  output.out(`${title}: the previous keys are refused within ${cache.cacheSeconds} seconds.\n`);
  return 0;
}
