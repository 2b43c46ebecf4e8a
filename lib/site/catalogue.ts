import type { GatewayConfig } from '../../lambda/gateways/gateway-config.ts';
import type { ReleasedCatalogue } from '../../lambda/shared/catalogue/released-catalogue.ts';
import { checkedCatalogue } from '../config/catalogue-file.ts';
import { ConfigError } from '../config/config-error.ts';
import { mistake } from '../config/mistake.ts';
import { type Site, shown } from './read-site.ts';

/** The catalogue in the file `name` of a site. Throws a `ConfigError` where no order could be priced by it. */
export function catalogueOf(
  site: Site,
  name: string,
  gateways?: readonly GatewayConfig[],
): ReleasedCatalogue {
  const file = site.files.find((each) => each.name === name);
  if (!file) {
    throw new ConfigError(shown(site.folder), [
      mistake([], `no ${name}`, 'add the list of products, or name its file in site.catalogue'),
    ]);
  }
  return checkedCatalogue({ file: shown(site.folder, name), bytes: file.bytes, gateways });
}
