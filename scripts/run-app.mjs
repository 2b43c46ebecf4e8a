// Runs the CDK app as it was built, for `cdk.json`. It builds nothing, so that a read-only checkout and another user can run
// it; it runs nothing that is out of date, so that an edit never seems to have no effect.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, whyNotBuilt } from './bundles.mjs';

const app = 'dist/storefront.cjs';
const { CDK_OUTDIR, PALISADE_OUTCOME_FILE } = process.env;
const reason = whyNotBuilt((outfile) => outfile === app || outfile.startsWith('dist/lambda/'));
if (reason) {
  process.stderr.write(reason);
  process.exitCode = 2;
} else {
  await import(pathToFileURL(join(root, app)).href);
  // For `bin/cdk-plugin.cjs`: the CDK's command does not tell a refused template from any other error.
  if (PALISADE_OUTCOME_FILE && process.exitCode === 0) {
    writeFileSync(PALISADE_OUTCOME_FILE, isRefused() ? 'refused' : 'synthesized');
  }
}

function isRefused() {
  const { pluginReports } = JSON.parse(readFileSync(join(CDK_OUTDIR, 'validation-report.json'), 'utf8'));
  return pluginReports.some(({ conclusion }) => conclusion === 'failure');
}
