import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { packagePath } from '../../../lib/package-root.ts';
import { type Emulator, startEmulator } from '../../support/emulator.ts';
import { type Assembly, synthesize } from './support/assembly.ts';
import { bootstrap, deploy } from './support/cdk.ts';
import type { ReadBack } from './support/fidelity.ts';
import { writeShopFile } from './support/shop-file.ts';

const day = (fromToday: number) => new Date(Date.now() + fromToday * 86_400_000).toISOString().slice(0, 10);
const agreed = { owner: 'ops', approver: 'ciso', from: day(-1), until: day(5) };

/** What the boutique does not ask for, and changes resources that it has. */
const settings = {
  concurrency: { accountLimit: 1000 },
  firewall: {
    count: [{ ...agreed, rule: 'AWSManagedRulesSQLiRuleSet/SQLi_COOKIE', ticket: 'SHOP-7' }],
    scanner: { ...agreed, addresses: ['203.0.113.0/28'], ticket: 'SHOP-8' },
  },
  orders: { notify: 'https://warehouse.example/orders' },
  customers: { signUp: 'open' },
  aliases: ['www.boutique.example'],
  mail: {
    from: 'mail.boutique.example',
    dmarc: { reports: 'dmarc@boutique.example' },
    receives: { servers: ['mx.mailhost.example'], tlsReports: 'tls@boutique.example' },
  },
};

const folder = mkdtempSync(join(tmpdir(), 'palisade-shop-'));
let emulator: Emulator;
let assembly: Assembly;
beforeAll(async () => {
  emulator = await startEmulator();
  assembly = synthesize('prod', writeShopFile(folder, 'prod', { environments: { prod: settings } }));
}, 180_000);
afterAll(async () => {
  assembly.remove();
  rmSync(folder, { recursive: true });
  await emulator.stop();
});

test('a shop with further settings deploys, and docs/emulator.md names each of its properties that is only recorded', async () => {
  await bootstrap(emulator, assembly);
  const { code, text } = await deploy(emulator, assembly);
  expect([code, text]).toEqual([0, expect.stringContaining('boutique-prod-edge')]);
  const found = await emulator.ask<readonly ReadBack[]>('read-back');
  expect(found.filter(({ kept }) => kept === 'unread')).toEqual([]);
  const rows = readFileSync(packagePath('docs', 'emulator.md'), 'utf8').split('\n');
  const unnamed = found
    .filter(({ type }) => type.startsWith('AWS::'))
    .flatMap(({ type, lost }) => lost.map((property) => [type, property] as const))
    .filter(
      ([type, property]) => !rows.some((row) => row.startsWith(`| ${type} |`) && row.includes(property)),
    );
  expect(unnamed).toEqual([]);
}, 300_000);
