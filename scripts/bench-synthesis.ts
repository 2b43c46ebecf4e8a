import { App, Validations } from 'aws-cdk-lib';
import { DISABLE_CREATION_STACK_TRACES } from 'aws-cdk-lib/cx-api';
import { loadConfig } from '../lib/config/load.ts';
import { examplePath } from '../lib/config/storefront-file.ts';
import { featureFlags } from '../lib/stacks/prepare-stack.ts';
import { addStorefront } from '../lib/storefront.ts';

/**
 * Synthesizes all environments of the example into a folder, once, as `cdk synth` runs an app: with no policy, with Palisade's, or with
 * cdk-nag's beside it as the kit does. What judges is loaded where it is used only, so that `none` does not pay for it.
 */
async function main(judgedBy: string | undefined, outdir: string | undefined): Promise<void> {
  if (outdir === undefined) throw new Error('give the policy and the folder to synthesize into');
  const app = new App({
    analyticsReporting: false,
    outdir,
    context: { ...featureFlags, [DISABLE_CREATION_STACK_TRACES]: true },
  });
  const config = loadConfig(examplePath);
  for (const environment of Object.keys(config.environments)) addStorefront(app, { config, environment });
  Validations.of(app).addPlugins(...(await plugins(judgedBy, app)));
  app.synth();
}

async function plugins(judgedBy: string | undefined, app: App) {
  if (judgedBy === 'none') return [];
  const { PalisadeChecks } = await import('../lib/policy/cdk/palisade-checks.ts');
  if (judgedBy === 'palisade') return [new PalisadeChecks()];
  if (judgedBy !== 'palisade-and-cdk-nag') throw new Error(`${judgedBy} is no policy of this measurement`);
  const { AwsSolutionsChecks } = await import('cdk-nag');
  return [new AwsSolutionsChecks(app), new PalisadeChecks()];
}

const [, , judgedBy, outdir] = process.argv;
main(judgedBy, outdir);
