import { join } from 'node:path';
import type { GatewayConfig } from '../../lambda/gateways/gateway-config.ts';
import type { CheckPolicy } from '../../lambda/shared/orders/check-policy.ts';
import type { OrderRetention } from '../../lambda/shared/orders/order-retention.ts';
import { edgeRegion } from '../aws/regions.ts';
import type { BackupConfig } from '../config/backup-config.ts';
import { loadConfig } from '../config/load.ts';
import type { EnvironmentConfig } from '../config/storefront-config.ts';
import { storefrontFile } from '../config/storefront-file.ts';
import { gatewaySecretName, notifySecretName, quoteSecretName, resourceName } from '../contract/names.ts';
import { type Output, UsageError } from './output.ts';

/** What a person typed to name a part of a shop. */
export interface EnvironmentChoice {
  /** The storefront file. @default - that of the current folder, or the kit's example where there is none */
  readonly file?: string | undefined;
  /** @default - the only environment of the file */
  readonly environment?: string | undefined;
}

/** One environment of a shop, as the commands that talk to AWS know it. */
export interface ShopEnvironment {
  readonly shop: string;
  readonly name: string;
  readonly region: string;
  readonly domain: string;
  readonly zone: EnvironmentConfig['zone'];
  readonly launch: EnvironmentConfig['launch'];
  /** Missing where it sends none. */
  readonly mail?: NonNullable<EnvironmentConfig['mail']>;
  /** Whether `/.well-known/security.txt` is served. */
  readonly tellsSecurityContact: boolean;
  readonly gateways: readonly GatewayConfig[];
  /** Absolute path of the file with the products and their prices. */
  readonly catalogueFile: string;
  /** When an order waits for a person because of what the card's issuer said. */
  readonly checks: CheckPolicy;
  readonly retention: OrderRetention;
  readonly backup: BackupConfig;
  /** The physical name of a resource in the shop's region, such as `orders`. */
  readonly nameOf: (role: string) => string;
  readonly secretNameOf: (gateway: string) => string;
  /** The webhook about orders, where the shop has one, and the name of the secret that signs it. */
  readonly notify?: { readonly url: string; readonly secretName: string };
  /** The pricing system of the shop's own, where it has one, and the name of the secret that signs for it. */
  readonly quote?: { readonly url: string; readonly secretName: string };
}

/** The regions in which an environment has stacks, in the order of their deployment. */
export function regionsOf({ region, backup }: Pick<ShopEnvironment, 'region' | 'backup'>): readonly string[] {
  return [...new Set([...(backup.recovery ? [backup.recovery.region] : []), region, edgeRegion])];
}

/** Reads an environment out of the storefront file. Throws a `ConfigError` or a `UsageError`. */
export function shopEnvironment(
  { file, environment }: EnvironmentChoice,
  { err }: Pick<Output, 'err'>,
): ShopEnvironment {
  const path = storefrontFile(file, process.cwd(), err);
  const { shop, securityTxt, environments } = loadConfig(path);
  const [name, chosenOne] = chosen(environments, environment, path);
  const { region, domain, zone, launch, mail, payments, orders, backup, site } = chosenOne;
  return {
    shop,
    name,
    region,
    domain,
    zone,
    launch,
    ...(mail && { mail }),
    tellsSecurityContact: securityTxt !== undefined,
    gateways: payments.gateways,
    catalogueFile: join(site.path, site.catalogue),
    checks: payments.checks,
    retention: orders.retention,
    backup,
    nameOf: (role) => resourceName({ shop, name }, role),
    secretNameOf: (gateway) => gatewaySecretName({ shop, name }, gateway),
    ...(orders.quote && { quote: { url: orders.quote, secretName: quoteSecretName({ shop, name }) } }),
    ...(orders.notify && { notify: { url: orders.notify, secretName: notifySecretName({ shop, name }) } }),
  };
}

function chosen(
  environments: Readonly<Record<string, EnvironmentConfig>>,
  wanted: string | undefined,
  path: string,
): readonly [string, EnvironmentConfig] {
  const entries = Object.entries(environments);
  const names = entries.map(([name]) => name).join(' or ');
  const [only, ...others] = entries;
  if (wanted === undefined && only && others.length === 0) return only;
  if (wanted === undefined) {
    throw new UsageError(`${path} has ${entries.length} environments, add --environment ${names}`);
  }
  const found = entries.find(([name]) => name === wanted);
  if (found) return found;
  throw new UsageError(`--environment: found ${wanted}, write ${names}`);
}
