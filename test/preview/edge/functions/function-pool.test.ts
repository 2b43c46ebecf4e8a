import { afterEach, expect, test } from '@jest/globals';
import { requestEvent } from '../../../../lib/preview/edge/functions/event.ts';
import { type FunctionPool, openFunctionPool } from '../../../../lib/preview/edge/functions/function-pool.ts';
import { edgeEngine } from '../../../support/edge/engine.ts';

let pool: FunctionPool | undefined;
afterEach(async () => {
  await pool?.close();
  pool = undefined;
});

function run(body: string, keyValues?: Readonly<Record<string, string>>) {
  pool ??= openFunctionPool({ engine: edgeEngine(), waiting: 2, limit: 400 });
  const target = '/a';
  const event = requestEvent({ method: 'GET', target, headers: {}, address: '192.0.2.1' }, 'id');
  const code = `import cf from 'cloudfront'; async function handler(event) { ${body} return event.request; }`;
  return pool.run({ code, event, target, keyValues });
}

test('runs more functions at once than processes wait', async () => {
  const runs = await Promise.all([1, 2, 3, 4, 5].map((each) => run(`console.log(${each});`)));
  expect(runs.map(({ logged }) => logged)).toEqual([['1'], ['2'], ['3'], ['4'], ['5']]);
});

test('hands over more of a store than a command line holds', async () => {
  const long = 'x'.repeat(300_000);
  const { logged } = await run('const found = await cf.kvs().get("a"); console.log(found.length);', {
    a: long,
  });
  expect(logged).toEqual(['300000']);
});

test('ends a function that does not', async () => {
  await expect(run('while (true) {}')).rejects.toThrow('the function took longer than 400 ms');
});

test('runs nothing once it is closed', async () => {
  await run('');
  await pool?.close();
  await expect(run('')).rejects.toThrow('the pool of edge functions was closed');
});
