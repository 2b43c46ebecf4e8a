import type { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ConfigError } from './config/config-error.ts';
import { listed, mistake, quoted } from './config/mistake.ts';
import { outOfTime } from './config/rules/firewall.ts';
import type { EnvironmentConfig, StorefrontConfig } from './config/storefront-config.ts';
import { type Storefront, storefrontOf } from './constructs/contract/storefront.ts';
import { readSite } from './site/read-site.ts';
import { bootstrapProps } from './stacks/prepare-stack.ts';
import { type RegisteredStack, stacksOf } from './stacks/registry.ts';

export interface AddStorefrontProps {
  readonly config: StorefrontConfig;
  /** Name of the environment in the storefront file. */
  readonly environment: string;
  /**
   * The day on which the shop is synthesized, `YYYY-MM-DD`. It decides whether there are templates, and nothing in them.
   *
   * @default - the day of the clock, in UTC
   */
  readonly today?: string;
}

/**
 * Adds the stacks of one environment to an app or a stage. Throws a `ConfigError` where the site's pages cannot be served, where the
 * shop has no such environment, and where something that was agreed for a while is not agreed on this day.
 */
export function addStorefront(
  scope: Construct,
  { config, environment, today = dayOfClock() }: AddStorefrontProps,
): void {
  refuseOutOfTime(config, [environment], today);
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

/** Today in UTC, `YYYY-MM-DD`. */
export function dayOfClock(): string {
  return new Date().toISOString().slice(0, 10);
}

/** What counts for a while must not do so for longer because nobody looked at the file. */
export function refuseOutOfTime(config: StorefrontConfig, names: readonly string[], today: string): void {
  const mistakes = names.flatMap((name) =>
    outOfTime(environmentOf(config, name), ['environments', name], today),
  );
  if (mistakes.length > 0) throw new ConfigError('the storefront file', mistakes);
}

function environmentOf({ environments }: StorefrontConfig, name: string): EnvironmentConfig {
  const found = Object.hasOwn(environments, name) ? environments[name] : undefined;
  if (found) return found;
  const remedy = `write the name of an environment of the shop: ${listed(Object.keys(environments), 'or')}`;
  throw new ConfigError('environment', [mistake([], quoted(name), remedy)]);
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
