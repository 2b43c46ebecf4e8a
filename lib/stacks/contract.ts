import { Lazy, type Stack } from 'aws-cdk-lib';
import { entriesOf } from '../constructs/contract/contract-entries.ts';
import type { Storefront } from '../constructs/contract/storefront.ts';
import type { StackRole } from '../contract/metadata.ts';

/** Writes what the template says about the shop into `Metadata.Palisade`. */
export function writeContract(stack: Stack, { contract }: Storefront, role: StackRole): void {
  const { data, acceptances } = entriesOf(stack);
  const { version, shop, environment, ...rest } = contract;
  stack.templateOptions.metadata = {
    Palisade: {
      version,
      shop,
      environment,
      stack: role,
      ...rest,
      data: Lazy.any({ produce: () => data.map((entry) => entry()) }),
      acceptances: Lazy.any({ produce: () => acceptances.map((entry) => entry()) }),
    },
  };
}
