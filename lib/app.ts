import { App, type AppProps, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { Construct } from 'constructs';
import { ConfigError } from './config/config-error.ts';
import { listed, mistake, quoted } from './config/mistake.ts';
import type { StorefrontConfig } from './config/storefront-config.ts';
import { storefrontOf } from './constructs/contract/storefront.ts';
import { PalisadeChecks } from './policy/cdk/palisade-checks.ts';
import { readSite } from './site/read-site.ts';
import { DataStack } from './stacks/data-stack.ts';
import { DnsStack } from './stacks/dns-stack.ts';
import { EdgeStack } from './stacks/edge-stack.ts';
import { featureFlags } from './stacks/feature-flags.ts';
import { PaymentsStack } from './stacks/payments-stack.ts';
import { stackNameOf } from './stacks/stack-props.ts';

/** An app without stacks. Its feature flags are those of `cdk.json`, whether the CDK's command runs it or not. */
export function emptyApp(props: AppProps = {}): App {
  return new App({ analyticsReporting: false, ...props, context: { ...featureFlags, ...props.context } });
}

export interface CreateAppProps {
  /**
   * The app that the stacks are added to.
   *
   * @default - a new one
   */
  readonly app?: App;
}

/** The shop as an app: one environment where the context names one, otherwise all of them; judged at synthesis. */
export function createApp(config: StorefrontConfig, { app = emptyApp() }: CreateAppProps = {}): App {
  for (const environment of chosenEnvironments(config, app.node.tryGetContext('environment'))) {
    addStorefront(app, { config, environment });
  }
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new PalisadeChecks());
  return app;
}

export interface AddStorefrontProps {
  readonly config: StorefrontConfig;
  /** Name of the environment in the shop's file. */
  readonly environment: string;
}

/** Adds the stacks of one environment to an app or a stage. */
export function addStorefront(scope: Construct, { config, environment }: AddStorefrontProps): void {
  const storefront = storefrontOf(config, environment);
  const { shop, contract } = storefront;
  const site = readSite(storefront.environment.site.path);
  const ownZone = contract.stacks.includes('dns')
    ? new DnsStack(scope, stackNameOf(shop, environment, 'dns'), { storefront }).zone
    : undefined;
  new EdgeStack(scope, stackNameOf(shop, environment, 'edge'), {
    storefront,
    site,
    ...(ownZone && { ownZone }),
  });
  const data = new DataStack(scope, stackNameOf(shop, environment, 'data'), { storefront });
  const payments = new PaymentsStack(scope, stackNameOf(shop, environment, 'payments'), {
    storefront,
    site,
    references: data.references,
  });
  // What is known by name is no reference, and yet has to be there.
  payments.addStackDependency(data);
}

function chosenEnvironments({ environments }: StorefrontConfig, chosen: unknown): readonly string[] {
  const names = Object.keys(environments);
  if (chosen === undefined) return names;
  if (typeof chosen === 'string' && names.includes(chosen)) return [chosen];
  throw new ConfigError('-c environment', [
    mistake(
      [],
      quoted(String(chosen)),
      `write the name of an environment of the shop: ${listed(names, 'or')}`,
    ),
  ]);
}
