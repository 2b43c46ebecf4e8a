import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { commandWorks } from '../../lib/cli/command-works.ts';
import { type Work, workNames, works } from '../../lib/contract/works.ts';
import { startWebhookFake, type WebhookFake } from '../cli/webhooks/fakes.ts';
import { type Assembly, synthesize } from '../preview/emulator/support/assembly.ts';
import { bootstrap, deploy, done } from '../preview/emulator/support/cdk.ts';
import { writeShopFile } from '../preview/emulator/support/shop-file.ts';
import { type Emulator, startEmulator } from '../support/emulator.ts';
import { expectTable } from '../support/people-table.ts';
import { attempts } from './support/attempts.ts';
import { type Person, personIn } from './support/person.ts';

const jane = 'arn:aws:iam::111111111111:user/jane';
const held = workNames.filter((work) => work !== 'breakGlass');
const people = {
  signIn: 'iam',
  roles: Object.fromEntries(held.map((work) => [work, [jane]])),
  breakGlass: [jane],
};

const folder = mkdtempSync(join(tmpdir(), 'palisade-shop-'));
const before = { ...process.env };
let emulator: Emulator;
let assembly: Assembly;
let person: Person;
let stripe: WebhookFake;
beforeAll(async () => {
  emulator = await startEmulator();
  const file = writeShopFile(folder, 'prod', { environments: { prod: { people } } });
  assembly = synthesize('prod', file);
  stripe = await startWebhookFake('stripe');
  person = await personIn(emulator, 'jane');
  await done(bootstrap(emulator, assembly));
  await done(deploy(emulator, assembly, 'boutique-prod-data', 'boutique-prod-people'));
}, 300_000);
afterAll(async () => {
  process.env = before;
  assembly?.remove();
  rmSync(folder, { recursive: true });
  await stripe?.close();
  await emulator.stop();
});

test('nobody takes a role on without a second factor', async () => {
  for (const work of workNames)
    await expect(person.takeOn(work, { withSecondFactor: false })).rejects.toThrow(
      'is not authorized to perform: sts:AssumeRole',
    );
});

test('each command runs with the roles that its help names, and is refused with every other role', async () => {
  const table: Record<string, readonly Work[]> = {};
  for (const [name, attempt] of Object.entries(await attempts(emulator, stripe, assembly.folder))) {
    const may: Work[] = [];
    // Those that may come last, and of those the own role: what a command has done it cannot do again.
    const [own = 'audit', ...others] = attempt.works;
    const last = [...others, own];
    for (const work of [...workNames.filter((each) => !last.includes(each)), ...last]) {
      await person.actAs(work);
      const said = await attempt.run();
      if (said === 'done') may.push(work);
      else if (attempt.works.includes(work)) throw new Error(`${name}: ${said} ${await lastRefusal()}`);
      else expect([name, work, said]).toEqual([name, work, 'refused']);
    }
    table[name] = workNames.filter((work) => may.includes(work));
  }
  const printed = Object.entries(table).map(
    ([name, may]) => `${name.padEnd(26)}${may.map((work) => works[work].role).join(', ')}`,
  );
  process.stderr.write(`${printed.join('\n')}\n`);
  const expected = Object.entries(commandWorks).map(
    ([name, may]) => [name, workNames.filter((work) => (may as readonly Work[]).includes(work))] as const,
  );
  expect(table).toMatchObject(Object.fromEntries(expected));
  expectTable(table);
}, 900_000);

/** What AWS would not tell whoever was refused. */
async function lastRefusal(): Promise<string> {
  const refused = (await emulator.journal()).findLast(
    ({ status = 0, error }) => error !== undefined && status >= 400,
  );
  return JSON.stringify(refused);
}
