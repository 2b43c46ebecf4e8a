/**
 * Measures what the verification of a callback takes with the kit's adapters and with the official SDKs, in one run on
 * the same messages: `npm run bench:gateways`. The ratio is what means something. Each is called as a shop would call
 * it, with the body as it arrived: Adyen's messages have to be parsed before they can be verified, and the SDKs of
 * Stripe and Braintree read the event along the way. The last number is the kit's whole work, event read and mapped.
 * Fails when a verification takes longer than 0.2 ms, or clearly longer than the SDK's.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const mostMicroseconds = 200;
// Both sides parse the same JSON for Adyen, so that one run says a little more and the next a little less.
const mostRatio = 1.1;
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
console.log(row('gateway', 'verified', 'by SDK', 'kit / SDK', 'and read', ''));
for await (const { gateway, ours, theirs, sdk, receipt } of measures({ messages: 300, rounds: 30 })) {
  const ratio = theirs === undefined ? '' : (ours / theirs).toFixed(2);
  const times = [ours.toFixed(1), theirs?.toFixed(1) ?? '', ratio, receipt.toFixed(1)];
  console.log(row(gateway, ...times, sdk ?? 'no SDK verifies'));
  if (ours > mostMicroseconds || ours > mostRatio * (theirs ?? Infinity)) process.exitCode = 1;
}

function row(gateway, ...cells) {
  const [sdk, ...times] = cells.reverse();
  return `${gateway.padEnd(13)}${times
    .reverse()
    .map((time) => time.padStart(11))
    .join('')}  ${sdk}`.trimEnd();
}
