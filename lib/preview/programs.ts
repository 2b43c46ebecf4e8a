import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { packagePath } from '../package-root.ts';
import { PreviewError } from './preview-error.ts';

/** The app that synthesizes a shop, judged by the policy: that of a checkout, or that which the package brings along. */
export function appProgram(): string {
  const ofCheckout = packagePath('scripts', 'run-app.mjs');
  return existsSync(ofCheckout) ? ofCheckout : packagePath('storefront.cjs');
}

/** The command of the CDK. Throws a `PreviewError` where it is installed neither beside the kit nor for the working directory. */
export function cdkProgram(): string {
  const folder = installedFolder('aws-cdk');
  if (folder !== undefined) return join(folder, 'bin', 'cdk');
  throw new PreviewError(
    'the shop is deployed by aws-cdk, which is not installed: run npm install --save-dev --save-exact aws-cdk',
  );
}

/** The command of the kit: what a checkout has built, or that of the package beside this one. */
export function palisadeProgram(): string {
  const built = packagePath('dist', 'palisade.cjs');
  if (existsSync(built)) return built;
  const folder = installedFolder('palisade-kit');
  if (folder === undefined) throw new Error('palisade-kit is not installed beside palisade-kit-cdk');
  return join(folder, 'palisade.cjs');
}

/** Where a package is installed; nothing where it is not. */
function installedFolder(name: string): string | undefined {
  const { resolve } = createRequire(packagePath('package.json'));
  try {
    return dirname(resolve(`${name}/package.json`, { paths: [packagePath(), process.cwd()] }));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}
