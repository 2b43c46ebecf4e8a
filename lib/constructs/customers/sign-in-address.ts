import { createHash } from 'node:crypto';
import { resourceName } from '../../contract/names.ts';
import type { Storefront } from '../contract/storefront.ts';

/**
 * The first part of the host of the sign-in pages. All accounts of AWS share one namespace in a region, and the address is told to
 * every visitor, so that it ends in a digest of the account instead of its number.
 */
export function signInPrefix(storefront: Storefront): string {
  const digest = createHash('sha256').update(storefront.environment.account).digest('hex').slice(0, 8);
  return resourceName(storefront, digest);
}

/** The host of the sign-in pages. */
export function signInHost(storefront: Storefront): string {
  return `${signInPrefix(storefront)}.auth.${storefront.environment.region}.amazoncognito.com`;
}
