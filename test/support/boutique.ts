import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';
import { addAccount } from '../../lib/account.ts';
import { emptyApp } from '../../lib/app.ts';
import { readInput } from '../../lib/cloudformation/input/read-input.ts';
import type { TemplateSource } from '../../lib/cloudformation/model/types.ts';
import { type AccountConfig, loadAccount } from '../../lib/config/account/account-config.ts';
import { loadConfig } from '../../lib/config/load.ts';
import type { StorefrontConfig } from '../../lib/config/storefront-config.ts';
import { addStorefront } from '../../lib/storefront.ts';
import { exampleWith } from './synth.ts';
import { variants } from './variants.ts';

/** The templates of one environment of the boutique, without any policy at work. */
export function boutiqueTemplates(environment = 'prod'): readonly TemplateSource[] {
  return templatesOf(loadConfig(fileOf('boutique')), environment);
}

/** The example shops: the folders of `examples` that hold a storefront file. */
export const exampleShops: readonly string[] = readdirSync('examples').filter((name) =>
  existsSync(fileOf(name)),
);

/** Each environment of an example shop, which is a folder of `examples`, and what makes its templates. */
export function exampleTemplates(example: string) {
  const config = loadConfig(fileOf(example));
  return Object.keys(config.environments).map((environment) => ({
    environment,
    sources: () => templatesOf(config, environment),
  }));
}

/** The templates of the boutique's production in one of the variants. */
export function variantTemplates(variant: string): readonly TemplateSource[] {
  return templatesOf(exampleWith(variants[variant] ?? {}), 'prod');
}

function fileOf(example: string): string {
  return `examples/${example}/storefront.yaml`;
}

/** The account of the boutique's production, as the example has it. */
export function exampleAccount(): AccountConfig {
  return loadAccount('examples/account.yaml');
}

/** The templates of an account, without any policy at work. */
export function accountTemplates(config = exampleAccount()): readonly TemplateSource[] {
  return sourcesIn((app) => addAccount(app, { config }));
}

function templatesOf(config: StorefrontConfig, environment: string): readonly TemplateSource[] {
  return sourcesIn((app) => addStorefront(app, { config, environment }));
}

function sourcesIn(fill: (app: App) => void): readonly TemplateSource[] {
  const outdir = mkdtempSync(join(tmpdir(), 'palisade-'));
  try {
    const app = emptyApp({ outdir });
    fill(app);
    app.synth();
    return readInput(outdir);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
