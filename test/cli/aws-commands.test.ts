import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';

test.each([
  ['secret', 'status'],
  ['callback', 'replay'],
  ['access', 'list'],
  ['dns', 'ds'],
  ['order', 'list'],
  ['order', 'show', 'K7QF-2MXP'],
  ['order', 'release', 'K7QF-2MXP', '--reason', 'fine'],
  ['order', 'cancel', 'K7QF-2MXP', '--reason', 'out of stock'],
  ['order', 'export', 'K7QF-2MXP'],
  ['order', 'erase', 'K7QF-2MXP', '--reason', 'asked'],
])('palisade %s %s says one sentence where AWS cannot be reached, and nothing of its SDK', (...command) => {
  const inShop = ['--file', 'examples/boutique/storefront.yaml', '--environment', 'prod'];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['dist/palisade.cjs', ...command, ...inShop],
    {
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        // Nothing listens there.
        AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
        AWS_ACCESS_KEY_ID: 'none',
        AWS_SECRET_ACCESS_KEY: 'none',
        AWS_MAX_ATTEMPTS: '1',
      },
    },
  );
  expect([status, stdout, stderr]).toEqual([
    2,
    '',
    'palisade: cannot reach AWS, check the network and AWS_ENDPOINT_URL\n',
  ]);
});
