import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { startEmulator } from '../../support/emulator.ts';
import {
  endAll,
  ended,
  freePort,
  listening,
  processesOf,
  run,
  startOn,
  untilGone,
} from './support/emulator-command.ts';

afterEach(endAll);

test('it says where it listens and what to export, on the loopback interface only', async () => {
  const port = await freePort();
  const { greeting } = await startOn(port);
  expect(greeting).toContain(`http://127.0.0.1:${port}  us-east-1`);
  expect(greeting).toContain(`http://127.0.0.1:${port + 1}  eu-west-1`);
  expect(greeting).toContain(
    `export AWS_ENDPOINT_URL=http://127.0.0.1:${port} AWS_ACCESS_KEY_ID=111111111111`,
  );
  const table = existsSync('/proc/net/tcp') ? readFileSync('/proc/net/tcp', 'utf8') : '';
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  const listeners = table.split('\n').filter((line) => line.includes(`:${hex} 00000000:0000 0A`));
  expect(listeners.map((line) => line.trim().split(/\s+/)[1])).toEqual([`0100007F:${hex}`]);
});

test.each<[string, (child: ChildProcess) => Promise<unknown>]>([
  ['Ctrl-C', async (child) => expect(await ended(child)).toBe(0)],
  [
    'the end of its launcher',
    (child) => {
      child.kill('SIGKILL');
      return once(child, 'exit');
    },
  ],
  [
    'the death of what it runs',
    (child) => {
      const { pid } = child;
      process.kill(Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()), 'SIGKILL');
      return once(child, 'exit');
    },
  ],
])('%s leaves no process, no port and no file', async (_, end) => {
  const folder = mkdtempSync(join(tmpdir(), 'palisade-command-'));
  const port = await freePort();
  const { child } = await startOn(port, folder);
  expect([processesOf(port).length > 0, readdirSync(folder).length > 0]).toEqual([true, true]);
  await end(child);
  await untilGone(port);
  expect(readdirSync(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
});

test('--reset empties it and --stop ends it, from another terminal', async () => {
  const port = await freePort();
  const { child } = await startOn(port);
  expect(await run(['--reset', '--port', String(port)])).toEqual({ code: 0, out: '', err: '' });
  const exit = once(child, 'exit');
  expect(await run(['--stop', '--port', String(port)])).toEqual({ code: 0, out: '', err: '' });
  expect(await exit).toEqual([0, null]);
});

test('a port in use is told in a sentence', async () => {
  const taken = await listening(0);
  const { port } = taken.address() as { readonly port: number };
  const file = 'examples/boutique/storefront.yaml';
  const told = await run(['--port', String(port), '--storefront', file]);
  taken.close();
  expect(told).toEqual({
    code: 2,
    out: '',
    err: `palisade: port ${port} of 127.0.0.1 is in use, stop what listens there or write another with --port\n`,
  });
});

test.each([
  [['--port', 'none'], '--port: found none, write a number from 1 to 65499'],
  [['up'], 'found up, write options only'],
  [
    ['--deploy', 'prod', '--port', '1'],
    'no emulator listens on port 1 of 127.0.0.1, write another with --port',
  ],
  [
    ['--deploy-account', 'examples/account.yaml', '--port', '1'],
    'no emulator listens on port 1 of 127.0.0.1, write another with --port',
  ],
  [['--deploy-account', 'none.yaml'], 'none.yaml: found no file'],
  [
    ['--deploy', 'prod', '--deploy-account', 'examples/account.yaml'],
    '--deploy: found --deploy-account beside it, deploy one after the other',
  ],
  [['--stop', '--port', '1'], 'no emulator listens on port 1 of 127.0.0.1, write another with --port'],
  [['--storefront', 'none.yaml'], 'none.yaml: found no file'],
])('%j is answered with a sentence', async (args, sentence) => {
  const { code, out, err } = await run(args);
  expect([code, out, err]).toEqual([2, '', expect.stringContaining(sentence)]);
});

test('it says what to install where there is no Python', async () => {
  expect(await run(['--install'], { PATH: '/nowhere' })).toEqual({
    code: 2,
    out: '',
    err: 'palisade: the emulator of AWS needs Python 3.10 or newer, and found none as python3\n',
  });
});

test('requests that are not signed belong to the region of their port', async () => {
  const running = await startEmulator();
  const hosts = Object.entries(running.endpoints).map(async ([region, endpoint]) => {
    await fetch(`${endpoint}/none-of-this-name`);
    return region;
  });
  const regions = await Promise.all(hosts);
  const journal = await running.journal();
  await running.stop();
  expect(journal.map(({ region }) => region).sort()).toEqual([...regions].sort());
});

test('a page in a browser is not answered by its own endpoints', async () => {
  const running = await startEmulator();
  const headers = { origin: 'https://elsewhere.example' };
  const { status } = await fetch(`${running.endpoint}/_palisade/journal`, { headers });
  await running.stop();
  expect(status).toBe(403);
});
