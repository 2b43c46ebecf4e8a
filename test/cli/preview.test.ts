import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from '@jest/globals';
import { preview } from '../../lib/cli/preview.ts';
import { runInProcess } from './support.ts';

const boutique = ['--file', 'examples/boutique/storefront.yaml'];
const run = (...args: readonly string[]) => runInProcess((output) => preview(args, output));

test.each([
  [['--port', 'none'], 'palisade: --port: found none, write a number from 1 to 65535'],
  [['--port', '0'], 'palisade: --port: found 0, write a number from 1 to 65535'],
  [['--environment', 'live'], 'palisade: --environment: found live, write prod or staging'],
  [['--format', 'xml'], 'palisade: --format: found xml, write text or json'],
  [['prod'], 'palisade: found prod, palisade preview takes no argument'],
])('%j is answered with a sentence, and nothing is begun', async (args, sentence) => {
  expect(await run(...boutique, ...args)).toEqual({ code: 2, out: '', err: `${sentence}\n` });
});

test('a file that is not there is told in a sentence', async () => {
  const { code, err } = await run('--file', 'none.yaml');
  expect([code, err]).toEqual([2, expect.stringContaining('none.yaml: found no file')]);
});

test('a port in use is told in a sentence before anything is begun', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as { readonly port: number };
  const told = await run(...boutique, '--port', String(port));
  taken.close();
  expect(told).toEqual({
    code: 2,
    out: '',
    err: `palisade: port ${port} of 127.0.0.1 is in use, stop what listens there or write another with --port\n`,
  });
});

test('its help names every option', async () => {
  const { code, out } = await run('--help');
  expect(code).toBe(0);
  for (const option of ['--file', '--environment', '--port', '--logs', '--format'])
    expect(out).toContain(option);
});
