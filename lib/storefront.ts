import type { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StorefrontConfig } from './config/storefront-config.ts';
import { type Storefront, storefrontOf } from './constructs/contract/storefront.ts';
import { readSite } from './site/read-site.ts';
import { bootstrapProps } from './stacks/prepare-stack.ts';
import { type RegisteredStack, stacksOf } from './stacks/registry.ts';

export interface AddStorefrontProps {
  readonly config: StorefrontConfig;
  /** Name of the environment in the storefront file. */
  readonly environment: string;
}

/** Adds the stacks of one environment to an app or a stage. Throws a `ConfigError` where the site's pages cannot be served. */
export function addStorefront(scope: Construct, { config, environment }: AddStorefrontProps): void {
  const storefront = storefrontOf(config, environment);
  const site = readSite(storefront.environment.site.path);
  const registered = stacksOf(storefront);
  const roles = registered.map(({ role }) => role);
  const made = new Map<string, Stack>();
  for (const { role, region, needs, class: StackClass } of registered) {
    const needed = needs.flatMap((name) => made.get(name) ?? []);
    const stack = new StackClass(scope, stackNameOf(storefront, role), {
      ...stackPropsOf(storefront, { role, region }),
      storefront,
      site,
      role,
      roles,
      needed,
    });
    // Resources addressed by name create no CDK dependency, so add it explicitly.
    for (const other of needed) stack.addStackDependency(other);
    made.set(role, stack);
  }
}

function stackPropsOf(storefront: Storefront, { role, region }: Pick<RegisteredStack, 'role' | 'region'>) {
  const { shop, name, environment } = storefront;
  const { account, domain, purpose, tags, guardrails } = environment;
  return {
    ...bootstrapProps(guardrails),
    stackName: stackNameOf(storefront, role),
    description: `${role} of the storefront ${shop} ${name} (${domain})`,
    env: { account, region },
    terminationProtection: purpose === 'production',
    tags: { ...tags },
  };
}

/** For example `boutique-prod-edge`. */
function stackNameOf({ shop, name }: Storefront, role: string): string {
  return [shop, name, role].join('-');
}
