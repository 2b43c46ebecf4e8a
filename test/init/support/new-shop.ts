import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';
import { init } from '../../../lib/cli/init/init.ts';
import { Model } from '../../../lib/cloudformation/model/model.ts';
import type { TemplateSource } from '../../../lib/cloudformation/model/types.ts';
import { evaluate } from '../../../lib/policy/evaluate.ts';
import { isBlocking } from '../../../lib/policy/finding.ts';
import { rules } from '../../../lib/policy/rules/index.ts';
import { loadShop } from '../../../lib/shop.ts';
import { runInProcess } from '../../cli/support.ts';
import { templatesOfApp } from '../../support/kept-assemblies.ts';

/** Writes a new shop into a folder of its own, with what is usual for whatever no option names; returns the folder. */
export async function newShop(...options: readonly string[]): Promise<string> {
  const folder = join(mkdtempSync(join(tmpdir(), 'init-')), 'acme');
  const { code, err } = await runInProcess((output) => init([folder, '--yes', ...options], output));
  if (code !== 0) throw new Error(err);
  return folder;
}

/** The templates of an environment of a new shop, without any policy at work. */
export function templatesOf(folder: string, environment: string): readonly TemplateSource[] {
  const config = loadShop(join(folder, 'storefront.yaml'));
  return templatesOfApp([config, environment], (app: App) => {
    const {
      addStorefront,
    }: typeof import('../../../lib/storefront.ts') = require('../../../lib/storefront.ts');
    addStorefront(app, { config, environment });
  });
}

/** What stops the deployment of an environment of a new shop: each blocking finding as its rule and its resource. */
export function blockingFindings(folder: string, environment: string): readonly string[] {
  const sources = templatesOf(folder, environment);
  if (sources.length < 5) throw new Error('the shop has too few templates to say anything');
  return evaluate(new Model(sources), rules)
    .filter(isBlocking)
    .map(({ rule, logicalId, message }) => `${rule} ${logicalId}: ${message}`);
}
