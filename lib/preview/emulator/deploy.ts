import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { regionsOf } from '../../cli/shop-environment.ts';
import type { AccountConfig } from '../../config/account/account-config.ts';
import type { StorefrontConfig } from '../../config/storefront-config.ts';
import { packagePath } from '../../package-root.ts';
import { PreviewError } from '../preview-error.ts';
import { appProgram, cdkProgram } from '../programs.ts';
import { type ProgramProps, runProgram } from './run-program.ts';

/** What is deployed to an emulator: the stacks of an environment or of an account. */
export interface Deployment {
  readonly account: string;
  /** Those that are bootstrapped, the home of the stacks first. */
  readonly regions: readonly string[];
  /** What the app is told, as `-c key=value`. */
  readonly context: Readonly<Record<string, string>>;
}

/** The stacks of an environment of the shop in a file. Throws a `PreviewError` where the shop has no such environment. */
export function environmentDeployment(
  { environments }: StorefrontConfig,
  environment: string,
  file: string,
): Deployment {
  const found = environments[environment];
  if (!found) {
    const names = Object.keys(environments).join(' or ');
    throw new PreviewError(`--deploy: found ${environment}, write ${names}`);
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

/** Of a program: who ends it, and whether a person sees what it prints. */
export type Watched = Pick<ProgramProps, 'signal' | 'isShown'>;

/** Where a deployment goes. */
export interface Target extends Watched {
  readonly folder: string;
  /** Where the emulator listens for signed requests. */
  readonly endpoint: string;
}

/**
 * Bootstraps the regions and deploys the stacks to the emulator that listens at an endpoint, by the CDK's own command, which
 * prints for itself. Throws a `PreviewError` where that does not end well.
 */
export async function deployToEmulator(deployment: Deployment, endpoint: string): Promise<void> {
  // The templates are of no use to anybody afterwards.
  const folder = mkdtempSync(join(tmpdir(), 'palisade-deploy-'));
  try {
    await synthesize(deployment, { folder });
    await bootstrap(deployment, { folder, endpoint });
    await deployAssembly(deployment, { folder, endpoint });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Synthesizes the stacks into the folder, judged by the policy. Throws a `PreviewError` where it refuses one. */
export function synthesize(
  { context }: Deployment,
  { folder, ...watched }: Pick<Target, 'folder' | keyof Watched>,
): Promise<void> {
  return runProgram({
    ...watched,
    name: 'cdk synth',
    program: appProgram(),
    args: [],
    cwd: packagePath(),
    // The CDK writes temporary files at each synthesis, and leaves them. Its own validation takes as long as all the rest: it is for the
    // templates that go to AWS, and the emulator holds each property to the schema of its type.
    env: {
      ...process.env,
      CDK_VALIDATION: 'false',
      TMPDIR: folder,
      CDK_OUTDIR: assemblyIn(folder),
      CDK_CONTEXT_JSON: JSON.stringify(context),
    },
  });
}

/** Bootstraps the regions, which needs no assembly. */
export function bootstrap({ account, regions }: Deployment, target: Target): Promise<void> {
  const environments = regions.map((region) => `aws://${account}/${region}`);
  return cdk(['bootstrap', ...environments], account, target);
}

/** Deploys all stacks of the assembly in the folder: those at the same time that do not need one another. */
export function deployAssembly({ account }: Deployment, target: Target): Promise<void> {
  const together = ['--concurrency', '4', '--asset-parallelism'];
  const args = ['deploy', '--all', '--require-approval', 'never', ...together];
  return cdk([...args, '--app', assemblyIn(target.folder)], account, target);
}

function assemblyIn(folder: string): string {
  return join(folder, 'cdk.out');
}

function cdk(
  [command = '', ...args]: readonly string[],
  account: string,
  { folder, endpoint, ...watched }: Target,
): Promise<void> {
  return runProgram({
    ...watched,
    name: `cdk ${command}`,
    program: cdkProgram(),
    args: [command, ...args],
    // Without the settings of an app there is nothing to synthesize.
    cwd: folder,
    env: {
      ...awsAt(endpoint, account),
      TMPDIR: folder,
      CDK_HOME: join(folder, 'cdk-home'),
      CDK_DISABLE_VERSION_CHECK: 'true',
      CDK_DISABLE_CLI_TELEMETRY: 'true',
    },
  });
}

/** The variables of this process, and by them a program finds the emulator and nothing of AWS or of a proxy. */
export function awsAt(endpoint: string, account: string, region = 'us-east-1'): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(?:AWS_|CDK_|(?:https?|all)_proxy$)/i.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: account,
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: region,
  };
}
