/**
 * The whole walk on the embedded example: synthesize the shop, judge it, write the report. Needs no AWS
 * account, no credentials and no network.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const outdir = join(root, 'cdk.out');
const report = join(root, 'report', 'index.html');

rmSync(outdir, { recursive: true, force: true });
step('Building', 'scripts/build.mjs');
step('Synthesizing the boutique and judging it with AwsSolutions and Palisade', 'dist/storefront.cjs');
console.log(otherPacks(join(outdir, 'validation-report.json')));
step('Judging the templates again, without the CDK', 'dist/palisade.cjs', [
  'check',
  relative(process.cwd(), outdir),
  '--format',
  'html',
  '--output',
  relative(process.cwd(), report),
]);

/** Runs one of the kit's own programs and stops at the first that fails. */
function step(title, program, args = []) {
  console.log(`${title} …`);
  const { status } = spawnSync(process.execPath, [join(root, program), ...args], {
    stdio: 'inherit',
    env: { ...process.env, CDK_OUTDIR: outdir },
  });
  if (status !== 0) process.exit(status ?? 1);
}

/** What cdk-nag's packs left in the CDK's own report; a pack that found nothing does not appear there. */
function otherPacks(path) {
  const { pluginReports } = JSON.parse(readFileSync(path, 'utf8'));
  const found = pluginReports.find(({ pluginName }) => pluginName === 'AwsSolutions');
  const open = found?.violations.length ?? 0;
  const accepted = found?.suppressedViolations?.length ?? 0;
  return `AwsSolutions (cdk-nag 3): ${open} open, ${accepted} accepted`;
}
