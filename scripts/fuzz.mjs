/**
 * Changes genuine callbacks of each payment gateway and shows them to its adapter, until it has seen 200,000 that must
 * be refused and as many that must be accepted: `npm run fuzz -- --gateway stripe --seed 7 --each 1000`. Fails when one
 * was accepted that must not be, or refused that must not be, or made an adapter throw or tell a secret.
 * `--from N --count 1` shows a single case again.
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
    each: { type: 'string', default: '200000' },
    count: { type: 'string' },
    from: { type: 'string', default: '0' },
    gateway: { type: 'string', multiple: true },
    through: { type: 'string', default: 'adapter' },
  },
});

const { fuzz, fuzzCallback, specimens } = await bundled();
const names = specimens.map(({ name }) => name);
const [each, from] = [wholeNumber('each'), wholeNumber('from')];
const count = values.count === undefined ? undefined : wholeNumber('count');
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
  const tally = { cases: 0, refused: 0, accepted: 0, skipped: 0, failures: [] };
  while (isWanting(tally)) {
    const plan = {
      seed: values.seed,
      from: from + tally.cases,
      count: count ?? Math.min(each, 5000),
      largest: target.largest,
    };
    const { failures, ...sums } = await target.show(specimen, plan);
    for (const kind of Object.keys(sums)) tally[kind] += sums[kind];
    tally.failures.push(...failures);
    tally.cases += plan.count;
    progress(specimen, tally);
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  clearLine();
  for (const failure of tally.failures.slice(0, 20)) console.log(failure);
  console.log(
    `${specimen.name.padEnd(12)} ${tally.failures.length} failures in ${tally.cases} cases: ` +
      `${tally.refused} to refuse, ${tally.accepted} to accept, ${tally.skipped} unchanged ` +
      `(seed ${values.seed}, ${seconds} s)`,
  );
  return tally.failures.length > 0;
}

function isWanting({ cases, refused, accepted }) {
  return count === undefined ? Math.min(refused, accepted) < each : cases < count;
}

function progress({ name }, { cases, refused, accepted }) {
  if (!process.stderr.isTTY) return;
  const [done, all] = count === undefined ? [Math.min(refused, accepted), each] : [cases, count];
  process.stderr.write(`\r${name} ${Math.min(100, Math.round((100 * done) / all))} %`);
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
