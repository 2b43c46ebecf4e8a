import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { endAll, ended, freePort, processesOf, run, startOn, untilGone } from './support/emulator-command.ts';

afterEach(endAll);

test.each<[string, (port: number, end: () => Promise<unknown>) => Promise<unknown>]>([
  ['Ctrl-C', (_, end) => end()],
  ['--stop from another terminal', (port) => run(['--stop', '--port', String(port)])],
])(
  'one command starts it, others deploy an account and a shop beside it, and %s leaves no process, no port and no file',
  async (_, end) => {
    const folder = mkdtempSync(join(tmpdir(), 'palisade-command-'));
    const port = await freePort();
    const { child } = await startOn(port, folder);
    const whole = await run(['--deploy-account', 'examples/account.yaml', '--port', String(port)]);
    expect([whole.code, whole.out]).toEqual([0, expect.stringContaining('palisade-account-us-east-1')]);
    const told = await run(['--deploy', 'prod', '--port', String(port)], { ...process.env, TMPDIR: folder });
    expect([told.code, told.out]).toEqual([0, expect.stringContaining('boutique-prod-edge')]);
    // The functions that the deployment has called are processes of their own.
    expect(processesOf(port).length).toBeGreaterThan(1);
    await end(port, () => ended(child));
    await untilGone(port);
    expect(readdirSync(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  },
  300_000,
);
