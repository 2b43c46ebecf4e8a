import type { StackProps } from 'aws-cdk-lib';
import type { Storefront } from '../constructs/contract/storefront.ts';
import type { StackRole } from '../contract/metadata.ts';

/** What every stack of a storefront is given. */
export interface StorefrontStackProps {
  readonly storefront: Storefront;
}

/** Name, place and protection of a stack. */
export function stackProps(
  { shop, name, environment }: Storefront,
  role: StackRole,
  region: string,
): StackProps {
  const { account, purpose, tags } = environment;
  return {
    stackName: stackNameOf(shop, name, role),
    description: `${role} of the storefront ${shop} ${name} (${environment.domain})`,
    env: { account, region },
    terminationProtection: purpose === 'production',
    tags: { ...tags },
  };
}

/** Name of a stack, for example `boutique-prod-edge`. */
export function stackNameOf(shop: string, environment: string, role: StackRole): string {
  return [shop, environment, role].join('-');
}
