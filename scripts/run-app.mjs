// Runs the CDK app as it was built, for `cdk.json`. It builds nothing, so that a read-only checkout and another user can run
// it; it runs nothing that is out of date, so that an edit never seems to have no effect.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, whyNotBuilt } from './bundles.mjs';

const app = 'dist/storefront.cjs';
const reason = whyNotBuilt((outfile) => outfile === app || outfile.startsWith('dist/lambda/'));
if (reason) {
  process.stderr.write(reason);
  process.exitCode = 2;
} else {
  await import(pathToFileURL(join(root, app)).href);
}
