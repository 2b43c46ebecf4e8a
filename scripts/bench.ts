import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Validations } from 'aws-cdk-lib';
import { emptyApp } from '../lib/app.ts';
import { loadConfig } from '../lib/config/load.ts';
import { examplePath } from '../lib/config/storefront-file.ts';
import { packagePath } from '../lib/package-root.ts';
import { PalisadeChecks } from '../lib/policy/cdk/palisade-checks.ts';
import { addStorefront } from '../lib/storefront.ts';
import { type Shape, writeCopies } from './bench-assemblies.ts';
import { installPeers, type Peer, type Usage, usageOf, writeForPeers } from './bench-peers.ts';

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
const mostTimesSynthesis = 1.5;

const bare = median(7, () => cpuMs(['-e', '']));
line('node, starting and ending', bare);
line(
  'palisade check, the example',
  median(7, () => check(example)),
  bare,
  'times a bare node',
);
const ratios = (['shops', 'foreign'] as const).map(measureGrowth);

const isQuicker = compareWithPeers();

// The first synthesis of a process loads the CDK; what comes after is compared.
const without = median(7, () => elapsedMs(() => synthesize('without', false)));
const judged = median(7, () => elapsedMs(() => synthesize('judged', true)));
line('synthesis without any policy', without);
line('synthesis with the policy', judged, without, `times the one without, at most ${mostTimesSynthesis}`);
rmSync(folder, { recursive: true });

if (ratios.some((ratio) => ratio > mostTimes)) {
  process.stderr.write(`bench: twice the resources took more than ${mostTimes} times the CPU\n`);
  process.exitCode = 1;
}
if (judged > mostTimesSynthesis * without || !isQuicker) process.exitCode = 1;

function synthesize(name: string, isJudged: boolean): string {
  const outdir = join(folder, name);
  rmSync(outdir, { recursive: true, force: true });
  const app = emptyApp({ outdir });
  addStorefront(app, { config, environment: 'prod' });
  if (isJudged) Validations.of(app).addPlugins(new PalisadeChecks());
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

/** Prints what other programs take for the same templates; returns whether the check is as much quicker as it has to be. */
function compareWithPeers(): boolean {
  const peers = installPeers(folder, (text) => process.stdout.write(`${text}\n`));
  return [500, 5000].every((resources) => {
    const templates = writeForPeers(join(folder, `foreign-${resources}`), join(folder, `peers-${resources}`));
    const own = usageOf([process.execPath, packagePath('dist', 'palisade.cjs'), 'check', templates], 5);
    line(`palisade check, ${resources} resources, ${Math.round(own.mebibytes)} MiB`, own.seconds * 1000);
    const compared = peers.filter(({ leastTimes }) => leastTimes[resources] !== undefined);
    return compared.map((peer) => compareWith(peer, templates, { resources, own })).every(Boolean);
  });
}

interface Own {
  readonly resources: number;
  readonly own: Usage;
}

function compareWith(
  { name, command, leastTimes }: Peer,
  templates: string,
  { resources, own }: Own,
): boolean {
  const theirs = usageOf(command(templates), 1);
  const times = theirs.seconds / own.seconds;
  const least = leastTimes[resources] ?? 0;
  const text = `  ${name}, ${Math.round(theirs.mebibytes)} MiB`;
  line(text, theirs.seconds * 1000, own.seconds * 1000, `times, at least ${least}`);
  return times >= least && (!name.startsWith('cdk-nag') || own.mebibytes < theirs.mebibytes);
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
