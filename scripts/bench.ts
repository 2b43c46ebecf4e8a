import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emptyApp } from '../lib/app.ts';
import { loadConfig } from '../lib/config/load.ts';
import { examplePath } from '../lib/config/storefront-file.ts';
import { packagePath } from '../lib/package-root.ts';
import { addStorefront } from '../lib/storefront.ts';
import { type Shape, writeCopies } from './bench-assemblies.ts';
import {
  installPeers,
  measuredEnvironment,
  type Peer,
  type Usage,
  usageOf,
  writeForPeers,
} from './bench-peers.ts';

/**
 * `npm run bench`: what the policy costs, side by side in one run, because times mean little between machines.
 * What a process takes is its CPU time, so that other work on the machine says little; every figure is a median.
 */
process.env['CDK_VALIDATION'] = 'false';
const folder = mkdtempSync(join(tmpdir(), 'palisade-bench-'));
const example = synthesize('plain');

/** Twice the resources take at most this many times the CPU, or some rule looks at everything for everything. */
const mostTimes = 2.2;
const mostTimesSynthesis = 1.5;
const policies = ['none', 'palisade', 'palisade-and-cdk-nag'];

const bare = median(7, () => cpuMs(['-e', '']));
line('node, starting and ending', bare);
line(
  'palisade check, the example',
  median(7, () => check(example)),
  bare,
  'times a bare node',
);
/** Most CPU time that a check of templates without a contract may take, in milliseconds, by their resources. */
const mostMs: Readonly<Record<number, number>> = { 500: 250, 5000: 800, 10000: 1700 };

const missed: string[] = [];
for (const shape of ['shops', 'foreign'] as const) measureGrowth(shape);

compareWithPeers();

measureSynthesis();
rmSync(folder, { recursive: true });
for (const what of missed) process.stderr.write(`bench: the goal does not hold: ${what}\n`);
if (missed.length > 0) process.exitCode = 1;

function synthesize(name: string): string {
  const outdir = join(folder, name);
  const app = emptyApp({ outdir });
  addStorefront(app, { config: loadConfig(examplePath), environment: 'prod' });
  app.synth();
  return outdir;
}

/**
 * Prints what the policy adds to a synthesis. `cdk synth` starts a process of its own for the app, so each synthesis is one here, and
 * what the process loads counts; the time of the CDK's command, the same for all, does not. They take turns, since a machine gets slower
 * and faster while it measures.
 */
function measureSynthesis(): void {
  const rounds = Array.from({ length: 7 }, () =>
    policies.map((judgedBy) => ({ judgedBy, ms: synthesisMs(judgedBy) })),
  );
  const [none, own, both] = policies.map((judgedBy) =>
    middle(rounds.flatMap((round) => round.filter((one) => one.judgedBy === judgedBy).map(({ ms }) => ms))),
  );
  line('synthesis of the example, without any policy', none ?? 0);
  const unit = `times the one without, at most ${mostTimesSynthesis}`;
  const holds = (own ?? 0) <= mostTimesSynthesis * (none ?? 0);
  goal('synthesis of the example, with the policy', { ms: own ?? 0, than: none ?? 0, unit }, holds);
  line('synthesis of the example, with cdk-nag beside it', both ?? 0, none, 'times the one without');
}

function synthesisMs(judgedBy: string): number {
  const outdir = join(folder, 'synthesis');
  rmSync(outdir, { recursive: true, force: true });
  return cpuMs([packagePath('dist', 'bench-synthesis.cjs'), judgedBy, outdir]);
}

/** Prints what a check of more and more copies of the example takes, and how the last doubling grew. */
function measureGrowth(shape: Shape): void {
  const name = { shops: 'shops', foreign: 'templates without a contract' }[shape];
  const [, half = 0, whole = 0] = [500, 5000, 10_000].map((resources) => {
    const outdir = writeCopies(example, join(folder, `${shape}-${resources}`), shape, resources);
    const taken = median(5, () => check(outdir));
    const what = `palisade check, ${resources} resources of ${name}`;
    const most = shape === 'foreign' ? mostMs[resources] : undefined;
    if (most === undefined) line(what, taken, bare, 'times a bare node');
    else goal(what, { ms: taken, than: bare, unit: `times a bare node, at most ${most} ms` }, taken <= most);
    return taken;
  });
  const what = `  10000 resources of ${name} against 5000`;
  goal(what, { ms: whole, than: half, unit: `times, at most ${mostTimes}` }, whole <= mostTimes * half);
}

/** Prints what other programs take for the same templates, and whether the check is as much quicker as it has to be. */
function compareWithPeers(): void {
  const peers = installPeers(folder, (text) => process.stdout.write(`${text}\n`));
  for (const resources of [500, 5000]) {
    const templates = writeForPeers(join(folder, `foreign-${resources}`), join(folder, `peers-${resources}`));
    const own = usageOf([process.execPath, packagePath('dist', 'palisade.cjs'), 'check', templates], 5);
    line(`palisade check, ${resources} resources, ${Math.round(own.mebibytes)} MiB`, own.seconds * 1000);
    const compared = peers.filter(({ leastTimes }) => leastTimes[resources] !== undefined);
    for (const peer of compared) compareWith(peer, templates, { resources, own });
  }
}

interface Own {
  readonly resources: number;
  readonly own: Usage;
}

function compareWith({ name, command, leastTimes }: Peer, templates: string, { resources, own }: Own): void {
  const theirs = usageOf(command(templates), 1);
  const times = theirs.seconds / own.seconds;
  const least = leastTimes[resources] ?? 0;
  const text = `  ${name}, ${Math.round(theirs.mebibytes)} MiB`;
  const isLean = !name.startsWith('cdk-nag') || own.mebibytes < theirs.mebibytes;
  const unit = `times, at least ${least}${name.startsWith('cdk-nag') ? ', with more memory' : ''}`;
  goal(text, { ms: theirs.seconds * 1000, than: own.seconds * 1000, unit }, times >= least && isLean);
}

function check(path: string): number {
  // 1 is a verdict too: copies without a contract lack what only a contract tells.
  return cpuMs([packagePath('dist', 'palisade.cjs'), 'check', path], [0, 1]);
}

/** CPU time of a process of node from its start to its end, in milliseconds. */
function cpuMs(args: readonly string[], expected: readonly number[] = [0]): number {
  const hook = join(folder, 'report-cpu.cjs');
  writeFileSync(
    hook,
    "process.on('exit', () => require('node:fs').writeSync(3, JSON.stringify(process.cpuUsage())));",
  );
  const { status, stderr, output } = spawnSync(process.execPath, ['--require', hook, ...args], {
    encoding: 'utf8',
    env: measuredEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    maxBuffer: 1e8,
  });
  if (status === null || !expected.includes(status))
    throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  const { user, system } = JSON.parse(output[3] ?? '');
  return (user + system) / 1000;
}

function median(times: number, measure: () => number): number {
  return middle(Array.from({ length: times }, measure));
}

function middle(taken: readonly number[]): number {
  return [...taken].sort((one, other) => one - other)[Math.floor(taken.length / 2)] ?? 0;
}

interface Measured {
  readonly ms: number;
  readonly than: number;
  readonly unit: string;
}

/** A line whose figure has a goal; what is missed is told again at the end. */
function goal(what: string, { ms, than, unit }: Measured, holds: boolean): void {
  if (!holds) missed.push(what.trim());
  line(what, ms, than, `${unit}: ${holds ? 'holds' : 'does not hold'}`);
}

function line(what: string, ms: number, than?: number, unit = ''): void {
  const ratio = than === undefined ? '' : `${(ms / than).toFixed(1)} ${unit}`;
  process.stdout.write(`${what.padEnd(68)}${String(Math.round(ms)).padStart(6)} ms  ${ratio}\n`);
}
