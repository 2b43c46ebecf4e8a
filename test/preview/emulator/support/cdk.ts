import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { account, type Emulator, region } from '../../../support/emulator.ts';

/** What a command has come to. */
interface Told {
  readonly code: number;
  readonly text: string;
}

/** A synthesized app of its own folder. */
export interface Assembly {
  readonly folder: string;
  readonly remove: () => void;
}

/** Synthesizes an environment of a shop as `cdk deploy` does, with no policy left out. */
export async function synthesize(
  environment = 'prod',
  file = 'examples/boutique/storefront.yaml',
): Promise<Assembly> {
  const folder = mkdtempSync(join(tmpdir(), 'palisade-assembly-'));
  const told = await run(process.execPath, ['dist/storefront.cjs'], {
    CDK_OUTDIR: folder,
    CDK_CONTEXT_JSON: JSON.stringify({ environment, file }),
  });
  if (told.code !== 0) throw new Error(told.text);
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}

/** Runs the CDK's own command against the emulator. */
function cdk(emulator: Emulator, ...args: readonly string[]): Promise<Told> {
  return run(process.execPath, ['node_modules/aws-cdk/bin/cdk', ...args], emulator.variables);
}

/** Runs `palisade` as it was built against the emulator. */
export function command(emulator: Emulator, ...args: readonly string[]): Promise<Told> {
  return run(process.execPath, ['dist/palisade.cjs', ...args], emulator.variables);
}

/** Bootstraps both regions of the shop. */
export function bootstrap(emulator: Emulator, { folder }: Assembly): Promise<Told> {
  const environments = [region, 'us-east-1'].map((name) => `aws://${account}/${name}`);
  return cdk(emulator, 'bootstrap', ...environments, '--app', folder);
}

/** Puts code and templates into the bootstrapped buckets, and creates nothing. */
export function publishAssets(emulator: Emulator, { folder }: Assembly): Promise<Told> {
  return cdk(emulator, 'publish-assets', '--all', '--unstable=publish-assets', '--app', folder);
}

/** Deploys stacks; without names, all of them. */
export function deploy(
  emulator: Emulator,
  { folder }: Assembly,
  ...stacks: readonly string[]
): Promise<Told> {
  const chosen = stacks.length > 0 ? stacks : ['--all'];
  return cdk(emulator, 'deploy', ...chosen, '--require-approval', 'never', '--app', folder);
}

async function run(
  command: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<Told> {
  const child = spawn(command, args, { env: { ...process.env, ...variables }, stdio: 'pipe' });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part) => {
      text += part;
    });
  }
  child.stdin.end();
  const [code] = await once(child, 'close');
  return { code, text };
}
