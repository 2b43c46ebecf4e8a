/**
 * The whole walk on the embedded example: synthesize the shop, judge it, write the report. Needs no AWS
 * account, no credentials and no network.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { root, whyNotBuilt } from './bundles.mjs';

// Whoever reads only the first lines, as in `npm start | head`, breaks nothing.
process.stdout.on('error', ({ code }) => process.exit(code === 'EPIPE' ? 0 : 2));

const reason = whyNotBuilt((outfile) => /storefront|palisade\.|lambda/.test(outfile));
if (reason) {
  process.stderr.write(reason);
  process.exit(2);
}

const folder = isWritable(root) ? root : mkdtempSync(join(tmpdir(), 'palisade-'));
const outdir = shown(join(folder, 'cdk.out'));
const report = shown(join(folder, 'report', 'index.html'));

step('Synthesizing the boutique and judging it with AwsSolutions and Palisade', 'dist/storefront.cjs');
console.log(otherPacks(join(outdir, 'validation-report.json')));
step('Judging the templates again, without the CDK', 'dist/palisade.cjs', [
  'check',
  outdir,
  '--format',
  'html',
  '--output',
  report,
]);

/** Runs one of the kit's own programs and stops at the first that fails. */
function step(title, program, args = []) {
  console.log(`${title} …`);
  const file = join(root, 'examples', 'boutique', 'storefront.yaml');
  const { status } = spawnSync(process.execPath, [join(root, program), ...args], {
    stdio: 'inherit',
    env: { ...process.env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify({ file }) },
  });
  // A program that was killed has no status.
  if (status !== 0) process.exit(status ?? 2);
}

/** What cdk-nag's packs left in the CDK's own report; a pack that found nothing does not appear there. */
function otherPacks(path) {
  const { pluginReports } = JSON.parse(readFileSync(path, 'utf8'));
  const found = pluginReports.find(({ pluginName }) => pluginName === 'AwsSolutions');
  const open = found?.violations.length ?? 0;
  const accepted = found?.suppressedViolations?.length ?? 0;
  return `AwsSolutions (cdk-nag 3): ${open} open, ${accepted} accepted`;
}

function isWritable(path) {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** A path as a person reads it: relative where that is shorter. */
function shown(path) {
  const below = relative(process.cwd(), path);
  return below.startsWith('..') ? path : below;
}
