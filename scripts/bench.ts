import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { emptyApp } from '../lib/app.ts';
import { loadConfig } from '../lib/config/load.ts';
import { examplePath } from '../lib/config/storefront-file.ts';
import { packagePath } from '../lib/package-root.ts';
import { PalisadeChecks } from '../lib/policy/cdk/palisade-checks.ts';
import { addStorefront } from '../lib/storefront.ts';
import { type Shape, writeCopies } from './bench-assemblies.ts';

/**
 * `npm run bench`: what the policy costs, side by side in one run, because times mean little between machines.
 * What a process takes is its CPU time, so that other work on the machine says little; every figure is a median.
 */
process.env['CDK_VALIDATION'] = 'false';
const folder = mkdtempSync(join(tmpdir(), 'palisade-bench-'));
const config = loadConfig(examplePath);
const example = synthesize('plain', false);

/** Twice the resources take at most this many times the CPU, or some rule looks at everything for everything. */
const mostTimes = 2.2;

const bare = median(7, () => cpuMs(['-e', '']));
line('node, starting and ending', bare);
line(
  'palisade check, the example',
  median(7, () => check(example)),
  bare,
  'times a bare node',
);
const ratios = (['shops', 'foreign'] as const).map(measureGrowth);

// The first synthesis of a process loads the CDK; what comes after is compared.
const without = median(7, () => elapsedMs(() => synthesize('without', false)));
const withPolicy = median(7, () => elapsedMs(() => synthesize('with', true)));
line('synthesis without any policy', without);
line('synthesis with AwsSolutions and Palisade', withPolicy, without, 'times the one without');
rmSync(folder, { recursive: true });

if (ratios.some((ratio) => ratio > mostTimes)) {
  process.stderr.write(`bench: twice the resources took more than ${mostTimes} times the CPU\n`);
  process.exitCode = 1;
}

function synthesize(name: string, isJudged: boolean): string {
  const outdir = join(folder, name);
  rmSync(outdir, { recursive: true, force: true });
  const app = emptyApp({ outdir });
  addStorefront(app, { config, environment: 'prod' });
  if (isJudged) Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new PalisadeChecks());
  app.synth();
  return outdir;
}

/** Prints what a check of more and more copies of the example takes; returns how the last doubling grew. */
function measureGrowth(shape: Shape): number {
  const name = { shops: 'shops', foreign: 'templates without a contract' }[shape];
  const [, half = 0, whole = 0] = [500, 5000, 10_000].map((resources) => {
    const outdir = writeCopies(example, join(folder, `${shape}-${resources}`), shape, resources);
    const taken = median(5, () => check(outdir));
    line(`palisade check, ${resources} resources of ${name}`, taken, bare, 'times a bare node');
    return taken;
  });
  line(`  10000 resources against 5000, at most ${mostTimes}`, whole, half, 'times');
  return whole / half;
}

function check(path: string): number {
  return cpuMs([packagePath('dist', 'palisade.cjs'), 'check', path]);
}

/** CPU time of a process of node from its start to its end, in milliseconds. */
function cpuMs(args: readonly string[]): number {
  const hook = join(folder, 'report-cpu.cjs');
  writeFileSync(
    hook,
    "process.on('exit', () => require('node:fs').writeSync(3, JSON.stringify(process.cpuUsage())));",
  );
  const { status, stderr, output } = spawnSync(process.execPath, ['--require', hook, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    maxBuffer: 1e8,
  });
  // 1 is a verdict too: copies without a contract lack what only a contract tells.
  if (status !== 0 && status !== 1) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  const { user, system } = JSON.parse(output[3] ?? '');
  return (user + system) / 1000;
}

function elapsedMs(act: () => void): number {
  const start = performance.now();
  act();
  return performance.now() - start;
}

function median(times: number, measure: () => number): number {
  const taken = Array.from({ length: times }, measure).sort((one, other) => one - other);
  return taken[Math.floor(times / 2)] ?? 0;
}

function line(what: string, ms: number, than?: number, unit = ''): void {
  const ratio = than === undefined ? '' : `${(ms / than).toFixed(1)} ${unit}`;
  process.stdout.write(`${what.padEnd(68)}${String(Math.round(ms)).padStart(6)} ms  ${ratio}\n`);
}
