/**
 * Measures the function for callbacks: the size of its bundle with the AWS SDK and without, what its first import
 * takes in a fresh process, and how many requests it answers in a second on one core. Needs `npm run build` before.
 */
import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const processes = 15;
const seconds = 1;
const goalKilobytes = 150;
const config = {
  name: 'stripe',
  mode: 'live',
  integration: 'redirect',
  threeDSecure: 'redirect',
  settings: {},
};
const settings = {
  AWS_REGION: 'eu-west-1',
  ORDERS_TABLE: 'orders',
  SHOP_URL: 'https://shop.example',
  AWS_LAMBDA_FUNCTION_NAME: 'payment-callback',
  GATEWAYS: JSON.stringify([{ config, secretId: 'stripe' }]),
};

const whole = join(root, 'dist', 'lambda', 'payment-callback', 'index.mjs');
const withoutSdk = join(root, 'dist', 'bench', 'payment-callback.mjs');
await bundle({
  entryPoints: ['lambda/payment-callback/handler.ts'],
  outfile: withoutSdk,
  target: 'node24',
  minify: true,
  mainFields: ['module', 'main'],
  external: ['@aws-sdk/*', '@smithy/*'],
});

const ownKilobytes = await kilobytes(withoutSdk);
console.log(`bundle                ${text(await kilobytes(whole))} kB`);
console.log(`  without the AWS SDK ${text(ownKilobytes)} kB, of at most ${goalKilobytes}`);
console.log(`import, median of ${processes} processes`);
console.log(`  an empty module     ${text(await importMilliseconds('data:text/javascript,'))} ms`);
console.log(`  bundle              ${text(await importMilliseconds(pathToFileURL(whole).href))} ms`);
console.log(`  SDK from its folder ${text(await importMilliseconds(pathToFileURL(withoutSdk).href))} ms`);

const measure = join(root, 'dist', 'bench', 'callback-rates.mjs');
await bundle({
  entryPoints: ['test/lambda/payment-callback/support/measure.ts'],
  outfile: measure,
  target: 'node20',
});
const { rates } = await import(pathToFileURL(measure).href);
console.log('requests answered in a second on one core');
console.log(row('gateway', 'genuine', 'forged'));
for await (const { gateway, accepted, refused } of rates({ seconds, calls: 500 })) {
  console.log(row(gateway, accepted.toFixed(0), refused.toFixed(0)));
}
process.exitCode = ownKilobytes <= goalKilobytes ? 0 : 1;

function bundle(options) {
  return build({
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    format: 'esm',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
    ...options,
  });
}

async function kilobytes(file) {
  return (await stat(file)).size / 1000;
}

async function importMilliseconds(address) {
  const times = [];
  for (let run = 0; run < processes; run += 1) {
    const code = `const start = performance.now(); await import(${JSON.stringify(address)}); process.stdout.write(String(performance.now() - start))`;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--no-warnings', '--input-type=module', '-e', code],
      { env: { ...process.env, ...settings } },
    );
    times.push(Number(stdout));
  }
  return times.sort((left, right) => left - right)[Math.floor(processes / 2)];
}

function text(number) {
  return number.toFixed(1).padStart(7);
}

function row(...cells) {
  return `  ${cells[0].padEnd(14)}${cells
    .slice(1)
    .map((cell) => cell.padStart(10))
    .join('')}`;
}
