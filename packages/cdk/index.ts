/** A hardened online store for an app of the CDK, and the policy that judges the app's templates when it is synthesized. */
import './uncaught-mistakes.ts';

export { type AddAccountProps, addAccount } from '../../lib/account.ts';
export { type AccountConfig, loadAccount } from '../../lib/config/account/account-config.ts';
export { ConfigError } from '../../lib/config/config-error.ts';
export type { StorefrontConfig } from '../../lib/config/storefront-config.ts';
export { PalisadeChecks } from '../../lib/policy/cdk/palisade-checks.ts';
export { loadShop } from '../../lib/shop.ts';
export { type AddStorefrontProps, addStorefront } from '../../lib/storefront.ts';
