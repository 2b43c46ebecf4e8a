import type { EnvironmentConfig, StorefrontConfig } from '../../config/storefront-config.ts';
import { storefrontPaths } from '../../contract/paths.ts';
import type { StorefrontProfile } from '../../contract/schema.ts';
import type { Owner } from './owner.ts';

/** One environment of a shop: what constructs and stacks know of the storefront file. */
export interface Storefront extends Owner {
  readonly environment: EnvironmentConfig;
  /** What every one of its templates says about the shop. */
  readonly profile: StorefrontProfile;
}

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
