import type { StorefrontConfig } from '../../config/storefront-config.ts';
import type { NameScope } from '../../contract/names.ts';

/** Whose resources they are: those of one environment of a shop, or those of an account that shops share. */
export interface Owner extends NameScope, Readonly<Pick<StorefrontConfig, 'contacts' | 'confirmations'>> {}
