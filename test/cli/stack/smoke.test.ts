import { describe, expect, test } from '@jest/globals';
import { UsageError } from '../../../lib/cli/output.ts';
import { smoke } from '../../../lib/cli/stack/smoke.ts';
import type { SmokePorts } from '../../../lib/cli/stack/smoke-checks.ts';
import { storefrontOf } from '../../../lib/constructs/contract/storefront.ts';
import { stacksOf } from '../../../lib/stacks/registry.ts';
import { exampleConfig } from '../../support/synth.ts';

const servers = ['ns-1.awsdns-1.com.', 'ns-2.awsdns-2.net.'];
const headers = new Map([
  ['strict-transport-security', 'max-age=63072000; includeSubDomains'],
  ['content-security-policy', "default-src 'none'; script-src 'self'"],
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
  ['referrer-policy', 'strict-origin-when-cross-origin'],
  ['permissions-policy', 'camera=()'],
]);
const statusOf = (url: string) => {
  if (url.includes('/callbacks/')) return 401;
  if (url.startsWith('http:')) return 301;
  return url.endsWith('/') || url.endsWith('/security.txt') ? 200 : 404;
};

const sound: SmokePorts = {
  stackStatus: async () => 'UPDATE_COMPLETE',
  ringingAlarms: async () => [],
  alarmCount: async () => 40,
  serversOf: async () => servers.map((name) => name.slice(0, -1).toUpperCase()),
  serversOfZone: async () => servers,
  ask: async (url) => ({ status: statusOf(url), headers }),
};

async function smoked(ports: Partial<SmokePorts> = {}, environment = 'prod') {
  let text = '';
  const output = { out: (part: string) => (text += part), err: () => {} };
  const args = ['--file', 'examples/boutique/storefront.yaml', '--environment', environment];
  const code = await smoke(args, output as never, { ...sound, ...ports });
  return { code, text };
}

test('a shop that answers as it should passes, thing by thing', async () => {
  const { code, text } = await smoked();
  expect(text.split('\n')).toEqual([
    'pass    stack boutique-prod-network: UPDATE_COMPLETE',
    'pass    stack boutique-prod-data: UPDATE_COMPLETE',
    'pass    stack boutique-prod-recovery: UPDATE_COMPLETE',
    'pass    stack boutique-prod-backup: UPDATE_COMPLETE',
    'pass    stack boutique-prod-payments: UPDATE_COMPLETE',
    'pass    stack boutique-prod-edge: UPDATE_COMPLETE',
    'pass    stack palisade-account-us-east-1: UPDATE_COMPLETE',
    'pass    alarms in us-east-1: none of 40 is in ALARM',
    'pass    stack palisade-account-eu-west-1: UPDATE_COMPLETE',
    'pass    alarms in eu-west-1: none of 40 is in ALARM',
    'pass    zone boutique.example: the internet is led to it',
    'pass    https://shop.boutique.example/: answers 200',
    'pass    http://shop.boutique.example/: answers 301',
    'pass    https://shop.boutique.example/smoke-no-such-page: answers 404',
    'pass    https://shop.boutique.example/.well-known/security.txt: answers 200',
    'pass    https://shop.boutique.example/callbacks/stripe, unsigned: answers 401',
    'pass    https://shop.boutique.example/callbacks/paypal, unsigned: answers 401',
    '17 passed, 0 failed, 0 unknown',
    '',
  ]);
  expect(code).toBe(0);
});

test.each(['prod', 'staging'])('the stacks of %s are those that are deployed', async (environment) => {
  const asked: string[] = [];
  const stackStatus = async (name: string, region: string) => {
    asked.push(`${name} ${region}`);
    return 'CREATE_COMPLETE';
  };
  await smoked({ stackStatus }, environment);
  const deployed = [
    ...stacksOf(storefrontOf(exampleConfig(), environment)).map(
      ({ role, region }) => `boutique-${environment}-${role} ${region}`,
    ),
    ...['eu-west-1', 'us-east-1'].map((region) => `palisade-account-${region} ${region}`),
  ];
  expect(asked.sort()).toEqual(deployed.toSorted());
});

const lost = Object.assign(new Error('nowhere'), { code: 'ENOTFOUND' });

describe('it ends with 1 where', () => {
  test.each<readonly [string, Partial<SmokePorts>, string]>([
    ['a stack is missing', { stackStatus: async () => undefined }, 'boutique-prod-edge: does not exist'],
    [
      'the account has no stack in a region of the shop',
      {
        stackStatus: async (name) => (name === 'palisade-account-eu-west-1' ? undefined : 'CREATE_COMPLETE'),
      },
      'fail    stack palisade-account-eu-west-1: does not exist, so the alarms in eu-west-1 reach nobody: add eu-west-1 to regions of account.yaml and deploy the account',
    ],
    [
      'a stack was rolled back',
      { stackStatus: async () => 'UPDATE_ROLLBACK_COMPLETE' },
      'fail    stack boutique-prod-data: UPDATE_ROLLBACK_COMPLETE',
    ],
    ['an alarm is on', { ringingAlarms: async () => ['one'] }, 'fail    alarms in eu-west-1: in ALARM: one'],
    ['there are no alarms', { alarmCount: async () => 0 }, 'fail    alarms in us-east-1: there is none'],
    [
      'the internet is led elsewhere',
      { serversOf: async () => ['ns1.registrar.example'] },
      'fail    zone boutique.example: led to ns1.registrar.example; its parent zone needs boutique.example. NS ns-1.awsdns-1.com. boutique.example. NS ns-2.awsdns-2.net.',
    ],
    ['nothing leads to the zone', { serversOf: async () => [] }, 'led to no server; its parent zone needs'],
    [
      'the zone is gone',
      { serversOfZone: async () => [], serversOf: async () => [] },
      'fail    zone boutique.example: does not exist in this account',
    ],
    [
      'no resolver answers',
      { serversOf: () => Promise.reject(lost) },
      'unknown zone boutique.example: cannot be asked (ENOTFOUND)',
    ],
    [
      'the shop cannot be reached',
      { ask: () => Promise.reject(lost) },
      'unknown https://shop.boutique.example/: cannot be asked (ENOTFOUND)',
    ],
    [
      'a header is missing and another one leaks',
      {
        ask: async (url) => ({
          status: statusOf(url),
          headers: new Map([...headers, ['x-frame-options', ''], ['x-amz-version-id', 'v1']]),
        }),
      },
      'fail    https://shop.boutique.example/: x-frame-options is ; sends x-amz-version-id',
    ],
    [
      'an unsigned callback is taken',
      { ask: async () => ({ status: 200, headers }) },
      'callbacks/stripe, unsigned: answers 200, expected 401',
    ],
    [
      'a gateway has no secret',
      { ask: async () => ({ status: 503, headers }) },
      'callbacks/paypal, unsigned: answers 503: stage the secret with palisade secret stage',
    ],
  ])('%s', async (_, ports, says) => {
    const { code, text } = await smoked(ports);
    expect([code, text]).toEqual([1, expect.stringContaining(says)]);
  });
});

test('an argument is refused with a sentence', async () => {
  const output = { out: () => {}, err: () => {} };
  await expect(smoke(['prod'], output as never, sound)).rejects.toThrow(
    new UsageError('found prod, palisade stack smoke takes no argument'),
  );
});

test('an error of ours is not told as something about the shop', async () => {
  await expect(smoked({ ask: () => Promise.reject(new TypeError('ours')) })).rejects.toThrow('ours');
});
