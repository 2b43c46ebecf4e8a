import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { freePort, listening } from './emulator/support/emulator-command.ts';
import { endPreviews, processesIn, startCommand, untilNothingRuns } from './support/preview-command.ts';

let folder: string;
let port: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'palisade-previews-'));
  port = String(await freePort());
});
afterEach(async () => {
  await endPreviews();
  rmSync(folder, { recursive: true, force: true });
});

/** What is left of all previews: processes, files, and whether the port is still taken. */
async function left() {
  await untilNothingRuns(folder);
  const server = await listening(Number(port));
  server.close();
  return readdirSync(folder);
}

/** The status of the first page, as a browser that trusts the certificate finds it. */
async function firstPage({ shop, certificate }: { readonly shop: string; readonly certificate: string }) {
  const sent = request(shop, { ca: certificate, headers: { 'user-agent': 'Mozilla/5.0' } });
  sent.end();
  const [answer] = await once(sent, 'response');
  answer.resume();
  return answer.statusCode;
}

test('a preview that is killed leaves no process, and the next one removes its files and leaves nothing', async () => {
  const killed = startCommand(['--port', port], folder);
  expect(await firstPage(await killed.open)).toBe(200);

  const second = startCommand(['--port', port], folder);
  expect([await second.ended, (await second.told).split('\n').filter(Boolean)]).toEqual([
    2,
    [`palisade: port ${port} of 127.0.0.1 is in use, stop what listens there or write another with --port`],
  ]);

  killed.child.kill('SIGKILL');
  await killed.ended;
  await untilNothingRuns(folder);
  expect(readdirSync(folder)).toHaveLength(1);

  const next = startCommand(['--port', port], folder);
  expect(await firstPage(await next.open)).toBe(200);
  expect(readdirSync(folder).filter((name) => name.startsWith('palisade-preview-'))).toHaveLength(1);
  next.child.kill('SIGTERM');
  expect(await next.ended).toBe(0);
  expect(await left()).toEqual([]);
}, 300_000);

test.each<[string, NodeJS.Signals]>([
  ['Ctrl-C', 'SIGINT'],
  ['the end of its terminal', 'SIGHUP'],
])(
  '%s while it starts leaves nothing, and is no failure',
  async (_, signal) => {
    const starting = startCommand(['--port', port], folder);
    while (processesIn(folder).length < 3) await new Promise((resolve) => setTimeout(resolve, 50));
    starting.child.kill(signal);
    expect(await starting.ended).toBe(0);
    expect(await left()).toEqual([]);
  },
  120_000,
);

test('it ends when whoever has started it was killed', async () => {
  const shell = startCommand(['--port', port], folder, ['sh', '-c', '"$@"; exit $?', 'sh']);
  while (processesIn(folder).length < 4) await new Promise((resolve) => setTimeout(resolve, 50));
  shell.child.kill('SIGKILL');
  expect(await left()).toEqual([]);
}, 120_000);
