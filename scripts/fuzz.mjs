/**
 * Changes genuine callbacks of each payment gateway, hundreds of thousands of times, and shows them to its adapter:
 * `npm run fuzz -- --gateway stripe --seed 7 --count 1000`. Fails when one was accepted that must not be, or refused
 * that must not be, or made an adapter throw or tell a secret. `--from N --count 1` shows a single case again.
 * `--through callback` shows them to the whole function for callbacks instead, which has to answer each as it must,
 * never with a 5xx, and to keep card numbers and secrets out of what it stores and logs.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '200000' },
    from: { type: 'string', default: '0' },
    gateway: { type: 'string', multiple: true },
    through: { type: 'string', default: 'adapter' },
  },
});

const { fuzz, fuzzCallback, specimens } = await bundled();
const names = specimens.map(({ name }) => name);
const [count, from] = [wholeNumber('count'), wholeNumber('from')];
for (const name of values.gateway ?? []) {
  if (!names.includes(name)) stop(`found no gateway '${name}', write one of ${names.join(', ')}`);
}

// A load balancer hands over a megabyte at most, and some messages come out longer than they are meant to.
const targets = {
  adapter: { show: fuzz, largest: 1_000_000 },
  callback: { show: fuzzCallback, largest: 250_000 },
};
const target = Object.hasOwn(targets, values.through) ? targets[values.through] : undefined;
if (!target) stop(`found '${values.through}' for --through, write ${Object.keys(targets).join(' or ')}`);

process.exitCode = 0;
for (const specimen of specimens.filter(({ name }) => values.gateway?.includes(name) ?? true)) {
  if (await isFailing(specimen)) process.exitCode = 1;
}

async function isFailing(specimen) {
  const started = performance.now();
  const plan = { seed: values.seed, from, count, largest: target.largest };
  const { refused, accepted, skipped, failures } = await target.show(specimen, plan, (number) =>
    progress(specimen, number),
  );
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  clearLine();
  for (const failure of failures.slice(0, 20)) console.log(failure);
  console.log(
    `${specimen.name.padEnd(12)} ${failures.length} failures in ${count} cases: ${refused} to refuse, ` +
      `${accepted} to accept, ${skipped} unchanged (seed ${values.seed}, ${seconds} s)`,
  );
  return failures.length > 0;
}

function progress({ name }, number) {
  if (!process.stderr.isTTY || number % 1000 !== 0) return;
  process.stderr.write(`\r${name} ${Math.round((100 * (number - from)) / count)} %`);
}

function clearLine() {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
}

function wholeNumber(option) {
  const text = values[option];
  if (!/^\d{1,9}$/.test(text)) stop(`found '${text}' for --${option}, write a whole number`);
  return Number(text);
}

function stop(sentence) {
  console.error(`fuzz: ${sentence}`);
  process.exit(2);
}

async function bundled() {
  const outfile = join(root, 'dist', 'fuzz.mjs');
  const folder = './test/lambda/gateways/fuzz';
  await build({
    stdin: {
      contents: [
        `export { fuzz } from '${folder}/run.ts';`,
        `export { fuzzCallback } from '${folder}/callback.ts';`,
        `export { specimens } from '${folder}/specimens/index.ts';`,
      ].join('\n'),
      resolveDir: root,
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    outfile,
    logLevel: 'warning',
  });
  return import(outfile);
}
