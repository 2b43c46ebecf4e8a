import type { EnvironmentConfig, StorefrontConfig } from '../../config/storefront-config.ts';
import { resourceName } from '../../contract/names.ts';
import { storefrontPaths } from '../../contract/paths.ts';
import type { StorefrontProfile } from '../../contract/schema.ts';

/** One environment of a shop: what constructs and stacks know of the shop's file. */
export interface Storefront {
  readonly shop: string;
  /** The environment's name, for example `prod`. */
  readonly name: string;
  readonly environment: EnvironmentConfig;
  readonly contacts: StorefrontConfig['contacts'];
  readonly confirmations: StorefrontConfig['confirmations'];
  /** What every one of its templates says about the shop. */
  readonly profile: StorefrontProfile;
}

/** Where CloudFront's certificates, firewalls and log deliveries live. */
export const edgeRegion = 'us-east-1';

/** Reads one environment out of the configuration. */
export function storefrontOf(config: StorefrontConfig, name: string): Storefront {
  const environment = config.environments[name];
  if (!environment) throw new Error(`the shop has no environment '${name}'`);
  const { shop, role, contacts, confirmations, scripts, yearlyTransactions } = config;
  const { purpose, domain, preloadHsts, payments } = environment;
  return {
    shop,
    name,
    environment,
    contacts,
    confirmations,
    profile: {
      shop,
      environment: name,
      purpose,
      role,
      yearlyTransactions,
      domain,
      preloadHsts,
      payments: { gateways: payments.gateways, scripts },
      paths: storefrontPaths(scripts),
      declared: [],
    },
  };
}

/** The physical name of a resource, for example `boutique-prod-eu-west-1-orders`. */
export function nameOf(storefront: Storefront, region: string, role: string): string {
  return resourceName(storefront, region, role);
}

/** The name of a bucket: unique in the world because of the account's number. */
export function bucketNameOf(storefront: Storefront, region: string, role: string): string {
  return `${nameOf(storefront, region, role)}-${storefront.environment.account}`;
}
