import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { AssetHashType } from 'aws-cdk-lib';
import { Code, LayerVersion } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { packagePath } from '../../package-root.ts';

/** Where a function finds the compressed parts of the browser. */
export const chromiumFolder = '/opt';

/** The browser, its libraries and its fonts, for functions that look at pages as shoppers do: too large for a bundle, and built for x86 alone. */
export function chromiumLayer(scope: Construct, id: string): LayerVersion {
  const root = packageFolder();
  const { name, version }: { readonly name: string; readonly version: string } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  );
  const release = `${name}@${version}`;
  return new LayerVersion(scope, id, {
    description: release,
    // A release is named by its version. Reading all of it at each synthesis would say no more.
    code: Code.fromAsset(join(root, 'bin'), {
      assetHashType: AssetHashType.CUSTOM,
      assetHash: createHash('sha256').update(release).digest('hex'),
    }),
  });
}

/** Wherever the kit's packages were installed: beside it, or above it. */
function packageFolder(): string {
  const main = createRequire(packagePath('package.json')).resolve('@sparticuz/chromium');
  return join(main, '..', '..', '..');
}
