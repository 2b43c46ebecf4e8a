import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { emptyApp } from '../lib/app.ts';
import { readInput } from '../lib/cloudformation/input/read-input.ts';
import type { TemplateSource } from '../lib/cloudformation/model/types.ts';
import { loadConfig } from '../lib/config/load.ts';
import { examplePath } from '../lib/config/storefront-file.ts';
import { packagePath } from '../lib/package-root.ts';
import { PalisadeChecks } from '../lib/policy/cdk/palisade-checks.ts';
import { addStorefront } from '../lib/storefront.ts';

/**
 * `npm run bench`: what the policy costs, side by side in one run, because times mean little between machines.
 * Every figure is the median of several runs.
 */
process.env['CDK_VALIDATION'] = 'false';
const folder = mkdtempSync(join(tmpdir(), 'palisade-bench-'));
const config = loadConfig(examplePath);

const example = synthesize('plain', false);
const bare = medianMs(7, () => run(['-e', '']));
const cold = medianMs(7, () => check(example));
line('node, starting and ending', bare);
line('palisade check, the example', cold, bare, 'times a bare node');
const small = medianMs(5, () => check(shops(500)));
const large = medianMs(3, () => check(shops(5000)));
line('palisade check, 500 resources', small, bare, 'times a bare node');
line('palisade check, 5,000 resources', large, small, 'times 500 resources');

// The first synthesis of a process loads the CDK; what comes after is compared.
const without = medianMs(7, () => synthesize('without', false));
const withPolicy = medianMs(7, () => synthesize('with', true));
line('synthesis without any policy', without);
line('synthesis with AwsSolutions and Palisade', withPolicy, without, 'times the one without');
rmSync(folder, { recursive: true });

function synthesize(name: string, isJudged: boolean): string {
  const outdir = join(folder, name);
  rmSync(outdir, { recursive: true, force: true });
  const app = emptyApp({ outdir });
  addStorefront(app, { config, environment: 'prod' });
  if (isJudged) Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new PalisadeChecks());
  app.synth();
  return outdir;
}

/** An assembly of as many copies of the example, each a shop of its own, as have about `resources` resources. */
function shops(resources: number): string {
  const outdir = join(folder, String(resources));
  const templates = readInput(example);
  const each = templates.reduce((sum, { body }) => sum + Object.keys(Object(body['Resources'])).length, 0);
  const copies = Array.from({ length: Math.round(resources / each) }, (_, index) => index);
  mkdirSync(outdir, { recursive: true });
  const artifacts = copies.flatMap((index) => templates.map((template) => copy(template, index, outdir)));
  const manifest = { version: '1', artifacts: Object.fromEntries(artifacts) };
  writeFileSync(join(outdir, 'manifest.json'), JSON.stringify(manifest));
  return outdir;
}

function copy({ name, body, stackName, account, region }: TemplateSource, index: number, outdir: string) {
  const templateFile = `${index}-${name}`;
  const text = JSON.stringify(body).replaceAll('"shop":"boutique"', `"shop":"shop${index}"`);
  writeFileSync(join(outdir, templateFile), text);
  const environment = `aws://${account}/${region}`;
  const properties = { templateFile, stackName: `${stackName}-${index}` };
  return [templateFile, { type: 'aws:cloudformation:stack', environment, properties }] as const;
}

function check(path: string): void {
  run([packagePath('dist', 'palisade.cjs'), 'check', path]);
}

function run(args: readonly string[]): void {
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
}

function medianMs(times: number, act: () => void): number {
  const taken = Array.from({ length: times }, () => {
    const start = performance.now();
    act();
    return performance.now() - start;
  }).sort((one, other) => one - other);
  return taken[Math.floor(times / 2)] ?? 0;
}

function line(what: string, ms: number, than?: number, unit = ''): void {
  const ratio = than === undefined ? '' : `${(ms / than).toFixed(1)} ${unit}`;
  process.stdout.write(`${what.padEnd(44)}${String(Math.round(ms)).padStart(7)} ms  ${ratio}\n`);
}
