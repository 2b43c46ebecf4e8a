import type { Construct } from 'constructs';
import type { AccountConfig } from './config/account/account-config.ts';
import { accountOf } from './constructs/account/account.ts';
import { accountStackName } from './contract/account-names.ts';
import { AccountStack } from './stacks/account-stack.ts';
import { bootstrapProps } from './stacks/prepare-stack.ts';

export interface AddAccountProps {
  readonly config: AccountConfig;
}

/** Adds the stacks of an account to an app or a stage, one for each region in use. */
export function addAccount(scope: Construct, { config }: AddAccountProps): void {
  const account = accountOf(config);
  const stacks = config.regions.map((region) => {
    const stackName = accountStackName(region);
    return new AccountStack(scope, stackName, {
      account,
      stackName,
      ...bootstrapProps(config.existing),
      description: `what the account has once in ${region}: its records, detection and alerts`,
      env: { account: config.account, region },
      // Whatever lives in the account is recorded by these stacks.
      terminationProtection: true,
      tags: { ...config.tags },
    });
  });
  // What the home region holds, such as the bucket of the trail, is written to from the others.
  const [home, ...others] = stacks;
  for (const other of others) if (home) other.addStackDependency(home);
}
