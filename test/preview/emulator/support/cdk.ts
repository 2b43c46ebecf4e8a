import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { account, type Emulator, regions } from '../../../support/emulator.ts';
import type { Assembly } from './assembly.ts';

const cdkCommand = 'test/support/cdk-command.cjs';

/** What a command has come to. */
interface Told {
  readonly code: number;
  readonly text: string;
}

/** Runs the CDK's own command against the emulator. */
function cdk(emulator: Emulator, ...args: readonly string[]): Promise<Told> {
  return run(process.execPath, [cdkCommand, ...args], emulator.variables);
}

/** Runs `palisade` as it was built against the emulator. */
export function command(emulator: Emulator, ...args: readonly string[]): Promise<Told> {
  return run(process.execPath, ['dist/palisade.cjs', ...args], emulator.variables);
}

/** Runs `palisade` with a text on its standard input. */
export function commandWithInput(
  emulator: Emulator,
  input: string,
  ...args: readonly string[]
): Promise<Told> {
  return run(process.execPath, ['dist/palisade.cjs', ...args], emulator.variables, input);
}

/** Waits for a command that has to end well; gives what it printed. */
export async function done(told: Promise<Told>): Promise<string> {
  const { code, text } = await told;
  if (code !== 0) throw new Error(text);
  return text;
}

/** Bootstraps the regions of the shop, or others; CloudFormation's role may do everything unless a policy says less. */
export function bootstrap(
  emulator: Emulator,
  { folder }: Assembly,
  executionPolicy = 'arn:aws:iam::aws:policy/AdministratorAccess',
  where: readonly string[] = regions,
  more: readonly string[] = [],
): Promise<Told> {
  const environments = where.map((name) => `aws://${account}/${name}`);
  const policy = ['--cloudformation-execution-policies', executionPolicy];
  return cdk(emulator, 'bootstrap', ...environments, ...policy, ...more, '--app', folder);
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

/** Compares the stacks with what is deployed, by change sets as `cdk deploy` makes them. */
export function diff(emulator: Emulator, { folder }: Assembly): Promise<Told> {
  return cdk(emulator, 'diff', '--fail', '--app', folder);
}

/** Deletes every stack. */
export function destroy(emulator: Emulator, { folder }: Assembly): Promise<Told> {
  return cdk(emulator, 'destroy', '--all', '--force', '--app', folder);
}

async function run(
  command: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
  input = '',
): Promise<Told> {
  const child = spawn(command, args, { env: { ...process.env, ...variables }, stdio: 'pipe' });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part) => {
      text += part;
    });
  }
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  return { code, text };
}
