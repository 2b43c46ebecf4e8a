import { existsSync, readdirSync } from 'node:fs';
import type { integrations } from '../../lambda/gateways/gateway-config.ts';
import { readInput } from '../../lib/cloudformation/input/read-input.ts';
import type { TemplateSource } from '../../lib/cloudformation/model/types.ts';
import { loadConfig } from '../../lib/config/load.ts';
import type { StorefrontConfig } from '../../lib/config/storefront-config.ts';
import { assemblyOfApp } from './kept-assemblies.ts';
import { exampleConfig, exampleWith } from './synth.ts';
import { variants } from './variants.ts';

type Integration = (typeof integrations)[number];

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

/** The templates of the boutique's production, where Stripe is integrated so and PayPal by redirect. */
export function boutiqueTaking(integration: Integration): readonly TemplateSource[] {
  const payments = exampleConfig().environments['prod']?.payments;
  if (!payments) throw new Error('the example has a production');
  const gateways = payments.gateways.map((gateway) =>
    gateway.name === 'stripe' ? { ...gateway, integration } : gateway,
  );
  const saqD = { acceptedBy: 'Jane Roe', date: '2026-11-02', reason: 'The shop takes cards by phone, too.' };
  const changed = { ...payments, gateways, ...(integration === 'server' ? { saqD } : {}) };
  return templatesOf(exampleWith({ payments: changed }), 'prod');
}

/** The folder of the boutique's cloud assembly, with the code of its functions. Nobody may change what is in it. */
export function boutiqueAssembly(environment = 'prod'): string {
  return assemblyOf(loadConfig(fileOf('boutique')), environment);
}

function fileOf(example: string): string {
  return `examples/${example}/storefront.yaml`;
}

function templatesOf(config: StorefrontConfig, environment: string): readonly TemplateSource[] {
  return readInput(assemblyOf(config, environment));
}

function assemblyOf(config: StorefrontConfig, environment: string): string {
  return assemblyOfApp(['shop', config, environment], (app) => {
    const { addStorefront }: typeof import('../../lib/storefront.ts') = require('../../lib/storefront.ts');
    addStorefront(app, { config, environment });
  });
}
