/**
 * Measures what the verification of a callback takes with the kit's adapters and with the official SDKs, in one run on
 * the same messages: `npm run bench:gateways`. The ratio is what means something. The adapters read the event as well;
 * of the SDKs, those of Stripe and Braintree do, and Adyen's is handed it read.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const outfile = join(root, 'dist', 'bench-gateways.cjs');
await build({
  absWorkingDir: root,
  entryPoints: ['test/lambda/gateways/oracles/measure.ts'],
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  packages: 'external',
  outfile,
  logLevel: 'warning',
});

const { measures } = createRequire(import.meta.url)(outfile);
console.log('microseconds for one genuine message, the median of 30 rounds of 300');
console.log(row('gateway', 'kit', 'SDK', 'kit / SDK', ''));
for await (const { gateway, ours, theirs, sdk } of measures({ messages: 300, rounds: 30 })) {
  const ratio = theirs === undefined ? '' : (ours / theirs).toFixed(2);
  console.log(row(gateway, ours.toFixed(1), theirs?.toFixed(1) ?? '', ratio, sdk ?? 'no SDK verifies'));
}

function row(gateway, kit, sdkTime, ratio, sdk) {
  return `${gateway.padEnd(13)}${kit.padStart(8)}${sdkTime.padStart(9)}${ratio.padStart(11)}  ${sdk}`.trimEnd();
}
