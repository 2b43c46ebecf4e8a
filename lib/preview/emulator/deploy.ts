import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { edgeRegion } from '../../aws/regions.ts';
import type { StorefrontConfig } from '../../config/storefront-config.ts';
import { packagePath } from '../../package-root.ts';
import { EmulatorError } from './emulator-error.ts';

export interface DeployProps {
  /** Where the emulator listens for signed requests. */
  readonly endpoint: string;
  readonly config: StorefrontConfig;
  /** Path of the storefront file. */
  readonly file: string;
  /** The environment that is deployed. */
  readonly environment: string;
}

/**
 * Bootstraps the regions of an environment and deploys all its stacks, by the CDK's own command, which prints for itself.
 * Throws an `EmulatorError` where that does not end well.
 */
export async function deployToEmulator({ endpoint, config, file, environment }: DeployProps): Promise<void> {
  const found = config.environments[environment];
  if (!found) {
    const names = Object.keys(config.environments).join(' or ');
    throw new EmulatorError(`--deploy: found ${environment}, write ${names}`);
  }
  const { account, region } = found;
  const regions = [...new Set([region, edgeRegion])].map((each) => `aws://${account}/${each}`);
  // The templates are of no use to anybody afterwards.
  const output = mkdtempSync(join(tmpdir(), 'palisade-deploy-'));
  const env = {
    ...process.env,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: account,
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: region,
  };
  const context = ['-c', `environment=${environment}`, '-c', `file=${resolve(file)}`, '--output', output];
  try {
    await cdk(['bootstrap', ...regions, ...context], env);
    await cdk(['deploy', '--all', '--require-approval', 'never', ...context], env);
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
