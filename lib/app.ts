import { App, type AppProps, Validations } from 'aws-cdk-lib';
import { DISABLE_CREATION_STACK_TRACES } from 'aws-cdk-lib/cx-api';
import { AwsSolutionsChecks } from 'cdk-nag';
import { addAccount } from './account.ts';
import type { AccountConfig } from './config/account/account-config.ts';
import { ConfigError } from './config/config-error.ts';
import { listed, mistake, quoted } from './config/mistake.ts';
import type { StorefrontConfig } from './config/storefront-config.ts';
import { PalisadeChecks } from './policy/cdk/palisade-checks.ts';
import { featureFlags } from './stacks/prepare-stack.ts';
import { addStorefront, dayOfClock, refuseOutOfTime } from './storefront.ts';

/** An app without stacks. Its feature flags are those of `cdk.json`, whether the CDK's command runs it or not. */
export function emptyApp(props: AppProps = {}): App {
  return new App({
    analyticsReporting: false,
    ...props,
    context: { ...ownApp, ...featureFlags, ...props.context },
  });
}

/** Each line of code that makes a resource here is the kit's own, so that it would lead nobody to what a team can change. */
const ownApp = { [DISABLE_CREATION_STACK_TRACES]: true };

export interface CreateAppProps {
  /**
   * The app that the stacks are added to.
   *
   * @default - a new one
   */
  readonly app?: App;
  /**
   * The day on which the shop is synthesized, `YYYY-MM-DD`. It decides whether there are templates, and nothing in them.
   *
   * @default - the day of the clock, in UTC
   */
  readonly today?: string;
}

/** The shop as an app: one environment where the context names one, otherwise all of them; judged at synthesis. */
export function createApp(
  config: StorefrontConfig,
  { app = emptyApp(), today = dayOfClock() }: CreateAppProps = {},
): App {
  const chosen = chosenEnvironments(config, app.node.tryGetContext('environment'));
  refuseOutOfTime(config, chosen, today);
  for (const environment of chosen) {
    addStorefront(app, { config, environment, today });
  }
  return judged(app);
}

/** The account as an app: a stack for each region in use; judged at synthesis. */
export function createAccountApp(config: AccountConfig, { app = emptyApp() }: CreateAppProps = {}): App {
  addAccount(app, { config });
  return judged(app);
}

function judged(app: App): App {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new PalisadeChecks());
  return app;
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
