import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { regionsOf } from '../../cli/shop-environment.ts';
import type { AccountConfig } from '../../config/account/account-config.ts';
import type { StorefrontConfig } from '../../config/storefront-config.ts';
import { packagePath } from '../../package-root.ts';
import { EmulatorError } from './emulator-error.ts';

/** What is deployed to an emulator: the stacks of an environment or of an account. */
export interface Deployment {
  readonly account: string;
  /** Those that are bootstrapped, the home of the stacks first. */
  readonly regions: readonly string[];
  /** What the app is told, as `-c key=value`. */
  readonly context: Readonly<Record<string, string>>;
}

/** The stacks of an environment of the shop in a file. Throws an `EmulatorError` where the shop has no such environment. */
export function environmentDeployment(
  { environments }: StorefrontConfig,
  environment: string,
  file: string,
): Deployment {
  const found = environments[environment];
  if (!found) {
    const names = Object.keys(environments).join(' or ');
    throw new EmulatorError(`--deploy: found ${environment}, write ${names}`);
  }
  const { account, region } = found;
  return {
    account,
    regions: [...new Set([region, ...regionsOf(found)])],
    context: { environment, file: resolve(file) },
  };
}

/** The stacks of the account in a file. */
export function accountDeployment({ account, regions }: AccountConfig, file: string): Deployment {
  return { account, regions, context: { account: resolve(file) } };
}

/**
 * Bootstraps the regions and deploys the stacks to the emulator that listens at an endpoint, by the CDK's own command, which
 * prints for itself. Throws an `EmulatorError` where that does not end well.
 */
export async function deployToEmulator(
  { account, regions, context }: Deployment,
  endpoint: string,
): Promise<void> {
  const environments = regions.map((region) => `aws://${account}/${region}`);
  // The templates are of no use to anybody afterwards.
  const output = mkdtempSync(join(tmpdir(), 'palisade-deploy-'));
  const env = {
    ...process.env,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: account,
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: regions[0],
  };
  const told = Object.entries(context).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  const options = [...told, '--output', output];
  try {
    await cdk(['bootstrap', ...environments, ...options], env);
    await cdk(['deploy', '--all', '--require-approval', 'never', ...options], env);
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

async function cdk([command = '', ...args]: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const program = packagePath('node_modules', 'aws-cdk', 'bin', 'cdk');
  const child = spawn(process.execPath, [program, command, ...args], {
    cwd: packagePath(),
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new EmulatorError(`cdk ${command} has failed, see above`);
}
