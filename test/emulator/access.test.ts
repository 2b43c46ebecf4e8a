import { CreateIPSetCommand, WAFV2Client } from '@aws-sdk/client-wafv2';
import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import { access } from '../../lib/cli/access/access.ts';
import { runInProcess } from '../cli/support.ts';
import { type Emulator, startEmulator } from '../support/emulator.ts';

// A machine that is busy with other tests takes its time.
jest.setTimeout(60_000);

let emulator: Emulator;
const before = { ...process.env };
beforeAll(async () => {
  emulator = await startEmulator();
  // As somebody's shell has it: the command takes no client from a test.
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: emulator.endpoint,
    AWS_ACCESS_KEY_ID: '222222222222',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_MAX_ATTEMPTS: '1',
  });
}, 120_000);
afterEach(() => emulator.reset());
afterAll(async () => {
  process.env = before;
  await emulator.stop();
});

const inShop = ['--file', 'examples/boutique/storefront.yaml', '--environment', 'staging'];
const run = (...args: readonly string[]) => runInProcess((output) => access([...args, ...inShop], output));

/** The lists as the edge stack makes them. */
async function deployed(): Promise<void> {
  const client = new WAFV2Client({ region: 'us-east-1' });
  for (const IPAddressVersion of ['IPV4', 'IPV6'] as const) {
    const Name = `boutique-staging-admitted-${IPAddressVersion.toLowerCase()}`;
    await client.send(new CreateIPSetCommand({ Name, Scope: 'CLOUDFRONT', IPAddressVersion, Addresses: [] }));
  }
}

test('nobody is admitted until somebody says who', async () => {
  await deployed();
  expect(await run('list')).toEqual({ code: 0, out: 'nobody is admitted\n', err: '' });
});

test('addresses of both versions are admitted, each once, and admitted no longer', async () => {
  await deployed();
  const both = '2001:0db8:0000:0000:0000:0000:0000:0000/64\n203.0.113.7/32\n';
  expect(await run('allow', '203.0.113.7', '2001:db8::/64')).toEqual({ code: 0, out: both, err: '' });
  expect((await run('allow', '203.0.113.7/32')).out).toBe(both);
  expect((await run('revoke', '203.0.113.7', '198.51.100.1')).out).toBe(
    '2001:0db8:0000:0000:0000:0000:0000:0000/64\n',
  );
  expect((await run('revoke', '2001:0DB8:0::/64')).out).toBe('nobody is admitted\n');
});

test('of several addresses none is admitted where one is mistaken', async () => {
  await deployed();
  expect(await run('allow', '203.0.113.7', 'home')).toEqual({
    code: 2,
    out: '',
    err: 'palisade: found home, write an address such as 203.0.113.7, or a range such as 203.0.113.0/24\n',
  });
  expect((await run('list')).out).toBe('nobody is admitted\n');
});

test('an environment without lists is open, or not there', async () => {
  expect(await run('allow', '203.0.113.7')).toEqual({
    code: 2,
    out: '',
    err: 'palisade: found no address list boutique-staging-admitted-ipv4: boutique-staging is open to everybody, or its edge stack is not deployed in this account\n',
  });
});
