import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Secret } from '../../lambda/gateways/gateway.ts';
import { labels } from '../../lambda/gateways/rotation/labels.ts';
import { type Person, runSecret } from '../cli/secret/support.ts';
import { accountOf } from '../lambda/gateways/support/accounts.ts';
import { type Emulator, startEmulator } from '../support/emulator.ts';
import { createGatewaySecret, deployIdleRotation, type GatewaySecret } from './support/gateway-secret.ts';
import { rotationOf } from './support/rotation.ts';

// A machine that is busy with other tests takes its time.
jest.setTimeout(60_000);

let emulator: Emulator;
let client: SecretsManagerClient;
const before = { ...process.env };
beforeAll(async () => {
  emulator = await startEmulator();
  client = new SecretsManagerClient(emulator.clientConfig);
  // As somebody's shell has it: the command takes no client from a test.
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: emulator.endpoint,
    AWS_ACCESS_KEY_ID: '111111111111',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_MAX_ATTEMPTS: '1',
  });
}, 120_000);
beforeEach(() => deployIdleRotation(emulator));
afterEach(() => emulator.reset());
afterAll(async () => {
  process.env = before;
  await emulator.stop();
});

const shop = 'boutique-prod';
const inShop = ['--file', 'examples/boutique/storefront.yaml', '--environment', 'prod'];
const run = (person: Person, ...args: readonly string[]) => runSecret(person, ...args, ...inShop);
const stage = (person: Person, ...args: readonly string[]) => run(person, 'stage', 'stripe', ...args);
const piped = (secret: Secret): Person => ({ input: JSON.stringify(secret) });

/** Whoever finds this in an output has found a leak. */
const marker = 'c0ffee';
const first: Secret = { signingSecret: `whsec_${marker}1`, secretKey: `sk_live_${marker}1` };
const second: Secret = { signingSecret: `whsec_${marker}2`, secretKey: `sk_live_${marker}2` };
const third: Secret = { signingSecret: `whsec_${marker}3`, secretKey: `sk_live_${marker}3` };

const deployed = () => createGatewaySecret(client, 'stripe', shop);

/** Runs the steps of the rotation that is under way, as Secrets Manager does. */
async function finishRotation(secret: GatewaySecret): Promise<void> {
  const found = (await secret.versions()).findIndex(([each]) => each.split(' ').includes(labels.pending));
  const token = (await secret.ids())[found] ?? '';
  const send = async () => ({ status: 200, body: '{}' });
  await rotationOf({ client, secret, config: accountOf('stripe').config, send }).all(token);
}

const started = [
  'Stripe: staged, and the rotation has started. It tries the new keys and makes them current within minutes; the shop uses them within 300 seconds more.',
  'Callbacks with the previous keys stay accepted. See how it went: palisade secret status stripe',
  '',
].join('\n');

async function rotating(): Promise<GatewaySecret> {
  const secret = await deployed();
  await secret.put(first);
  await secret.schedule();
  return secret;
}

describe('palisade secret stage', () => {
  test('makes the first secret current at once', async () => {
    const secret = await deployed();
    expect(await stage(piped(first))).toEqual({
      code: 0,
      out: 'Stripe: this is the first secret, so it is current at once; the shop uses it within 300 seconds.\n',
      err: '',
    });
    expect(await secret.versions()).toEqual([['AWSCURRENT', first]]);
  });

  test('makes the first secret current also where a rotation has waited for it', async () => {
    const secret = await deployed();
    await secret.rotate();
    expect((await stage(piped(first))).code).toBe(0);
    expect(await secret.versions()).toEqual([['AWSCURRENT', first]]);
  });

  test('starts the rotation to what it staged, and the rotation makes it current', async () => {
    const secret = await rotating();
    expect(await stage(piped(second))).toEqual({ code: 0, out: started, err: '' });
    expect(await secret.withLabel(labels.staged)).toEqual(second);
    await finishRotation(secret);
    expect(await secret.versions()).toEqual([
      ['AWSPREVIOUS PALISADE_OVERLAP', first],
      ['AWSCURRENT AWSPENDING', second],
    ]);
  });

  test('clears away a rotation that is stuck', async () => {
    const secret = await rotating();
    await secret.rotate();
    expect(await stage(piped(second))).toEqual({ code: 0, out: started, err: '' });
    await finishRotation(secret);
    expect(await secret.withLabel(labels.current)).toEqual(second);
  });

  test('replaces what was staged before and has not become current', async () => {
    const secret = await rotating();
    await stage(piped(second));
    expect((await stage(piped(third))).code).toBe(0);
    await finishRotation(secret);
    expect(await secret.versions()).toEqual([
      ['AWSPREVIOUS PALISADE_OVERLAP', first],
      ['AWSCURRENT AWSPENDING', third],
    ]);
  });

  test('stages one member, which the rotation puts beside the others, and takes the line end of a pipe for none of it', async () => {
    const secret = await rotating();
    const { code } = await stage({ input: `sk_live_${marker}9\n` }, '--member', 'secretKey');
    expect(code).toBe(0);
    expect(await secret.withLabel(labels.stagedPart)).toEqual({ secretKey: `sk_live_${marker}9` });
    await finishRotation(secret);
    expect(await secret.versions()).toEqual([
      ['AWSPREVIOUS', first],
      ['AWSCURRENT AWSPENDING', { ...first, secretKey: `sk_live_${marker}9` }],
    ]);
  });

  test.each<[string, readonly string[], Secret]>([
    [
      'a member after a whole secret',
      ['--member', 'secretKey'],
      { ...first, secretKey: `sk_live_${marker}9` },
    ],
    ['a whole secret after a member', [], second],
  ])('takes of what was staged the last: %s', async (_, args, expected) => {
    const secret = await rotating();
    const member = [{ input: `sk_live_${marker}9` }, '--member', 'secretKey'] as const;
    await (args.length > 0 ? stage(piped(third)) : stage(...member));
    expect((await (args.length > 0 ? stage(...member) : stage(piped(second)))).code).toBe(0);
    await finishRotation(secret);
    expect(await secret.withLabel(labels.current)).toEqual(expected);
  });

  test('waits for nothing where the previous version signs callbacks with the same key', async () => {
    const secret = await rotating();
    await stage({ input: `sk_live_${marker}9` }, '--member', 'secretKey');
    await finishRotation(secret);
    expect((await stage(piped(third))).code).toBe(0);
  });

  test('asks for each member at a terminal', async () => {
    const secret = await deployed();
    const typed = [first['signingSecret'], first['secretKey'], ''];
    const { code, err } = await stage({ typed });
    expect([code, err]).toEqual([
      0,
      'signingSecret (signing secret of the webhook endpoint, with its prefix): \nsecretKey (secret or restricted API key): \npublishableKey (publishable API key): \n',
    ]);
    expect(await secret.withLabel(labels.current)).toEqual(first);
  });

  test('leaves what is staged to the next rotation where none is set up yet', async () => {
    const secret = await deployed();
    await secret.put(first);
    expect((await stage(piped(second))).out).toBe(
      'Stripe: staged. The secret is not set up for rotation: deploy the environment, then run this again.\n',
    );
    expect(await secret.withLabel(labels.current)).toEqual(first);
  });

  test('reads nothing while a rotation would take away keys that are needed', async () => {
    const secret = await rotating();
    await stage(piped(second));
    await finishRotation(secret);
    const { code, err } = await stage({});
    expect(code).toBe(1);
    expect(err).toMatch(
      /^palisade: Stripe may send deliveries signed with the previous keys until \S+Z, and a rotation would take them away: stage the new ones then, or give up the previous ones with palisade secret revoke-previous stripe\n$/,
    );
    const later = new Date(Date.now() + 4 * 86_400_000);
    expect((await stage({ ...piped(third), now: later })).code).toBe(0);
  });

  test('goes on at once after the previous keys were given up', async () => {
    const secret = await rotating();
    await stage(piped(second));
    await finishRotation(secret);
    expect(await run({}, 'revoke-previous', 'stripe')).toEqual({
      code: 0,
      out: 'Stripe: the previous keys are refused within 300 seconds.\n',
      err: '',
    });
    expect(await secret.withLabel(labels.previous)).toBeUndefined();
    expect((await run({}, 'revoke-previous', 'stripe')).out).toBe('Stripe: there are no previous keys.\n');
    expect(await stage(piped(third))).toEqual({ code: 0, out: started, err: '' });
  });
});

describe('what cannot be staged is one sentence without a part of it, and exit code 2', () => {
  const live = 'standard input: the secret of Stripe has a';
  test.each<[string, Person, readonly string[], string]>([
    [
      'no JSON',
      { input: marker },
      [],
      'standard input: found no JSON object whose members are texts, pipe in { "signingSecret": "…", "secretKey": "…", "publishableKey": "…" }, or name one with --member',
    ],
    [
      'a member that the secret has not',
      piped({ ...second, [marker]: 'x' }),
      [],
      `${live} member that is none of signingSecret, secretKey, publishableKey`,
    ],
    [
      'a secret without a member',
      piped({ secretKey: `sk_live_${marker}` }),
      [],
      'standard input: the secret of Stripe has no signingSecret, which is the signing secret of the webhook endpoint, with its prefix',
    ],
    [
      'a key of the other mode',
      piped({ ...second, secretKey: `sk_test_${marker}` }),
      [],
      `${live} secretKey of mode test, and the shop uses stripe in mode live`,
    ],
    [
      'a key without its prefix',
      piped({ ...second, signingSecret: marker }),
      [],
      `${live} signingSecret in another form than the signing secret of the webhook endpoint, with its prefix has`,
    ],
    [
      'a key with a space',
      { input: ` sk_live_${marker}` },
      ['--member', 'secretKey'],
      `${live} secretKey in another form than the secret or restricted API key has`,
    ],
    [
      'nothing',
      { input: '\n' },
      ['--member', 'secretKey'],
      'standard input: found nothing, pipe in the secretKey',
    ],
    ['what cannot be read', {}, [], 'standard input cannot be read, pipe the secret into it'],
    [
      'a secret for the name of a member',
      { input: '' },
      ['--member', marker],
      '--member: found none of the secret of Stripe, write signingSecret or secretKey or publishableKey',
    ],
    ['a line that was broken off', { typed: [] }, [], 'broken off, and nothing was staged'],
    [
      'a secret on the command line',
      {},
      [marker],
      'found 2 arguments, name one gateway; secrets come from standard input alone',
    ],
    ['a secret as an option', {}, [`--secret=${marker}`], "unknown option '--secret'"],
  ])('%s', async (_, person, args, sentence) => {
    const secret = await rotating();
    const { code, out, err } = await stage(person, ...args);
    expect([code, out, err.split('\n').slice(-2, -1)]).toEqual([2, '', [`palisade: ${sentence}`]]);
    expect(out + err).not.toContain(marker);
    expect(await secret.versions()).toEqual([['AWSCURRENT', first]]);
  });

  test('one member of a secret that has no value yet', async () => {
    await deployed();
    expect((await stage({ input: marker }, '--member', 'secretKey')).err).toBe(
      `palisade: ${shop}/gateways/stripe has no members yet, so stage the whole secret without --member\n`,
    );
  });
});

describe('palisade secret status', () => {
  const now = new Date(Date.now() + 5 * 86_400_000);

  test('tells of a secret its versions, who wrote them, and its rotation', async () => {
    const secret = await rotating();
    await stage(piped(second));
    await finishRotation(secret);
    const { code, out } = await run({ now }, 'status', 'stripe', '--format', 'json');
    const { secrets } = JSON.parse(out);
    const aDate = expect.stringMatching(/^\d{4}-\d\d-\d\dT/);
    const writtenBy = 'arn:aws:iam::111111111111:root';
    expect([code, secrets]).toEqual([
      0,
      [
        {
          gateway: 'stripe',
          secret: `${shop}/gateways/stripe`,
          versions: [
            { labels: ['AWSPREVIOUS', 'PALISADE_OVERLAP'], createdAt: aDate, writtenBy },
            { labels: ['AWSCURRENT', 'AWSPENDING'], createdAt: aDate, writtenBy },
          ],
          needs: ['signingSecret', 'secretKey'],
          isInUse: true,
          isStaged: false,
          isRotating: false,
          isRotationSetUp: true,
          lastRotated: aDate,
          nextRotation: aDate,
        },
      ],
    ]);
  });

  test('says until when the previous keys have to stay', async () => {
    const secret = await rotating();
    await stage(piped(second));
    await finishRotation(secret);
    const { out } = await run({}, 'status', 'stripe');
    expect(masked(out)).toBe(
      [
        `Stripe  ${shop}/gateways/stripe`,
        '  AWSPREVIOUS, PALISADE_OVERLAP  0 hours old, by arn:aws:iam::111111111111:root',
        '  AWSCURRENT, AWSPENDING         0 hours old, by arn:aws:iam::111111111111:root',
        '  rotation                       nothing is staged',
        '  last rotated                   DATE',
        '  next rotation                  DATE',
        '  previous keys                  needed until DATE',
        '',
      ].join('\n'),
    );
  });

  test('answers 1 where a secret is empty, and lists every gateway of the shop', async () => {
    await deployed();
    await createGatewaySecret(client, 'paypal', shop);
    const { code, out } = await run({}, 'status');
    expect([code, out]).toEqual([
      1,
      [
        `Stripe  ${shop}/gateways/stripe`,
        '  missing        a secret with signingSecret, secretKey',
        '  rotation       not set up',
        '  last rotated   never',
        '  next rotation  none planned',
        '',
        `PayPal  ${shop}/gateways/paypal`,
        '  missing        a secret with webhookId, clientId, clientSecret',
        '  rotation       not set up',
        '  last rotated   never',
        '  next rotation  none planned',
        '',
      ].join('\n'),
    ]);
  });

  test.each<[string, (secret: GatewaySecret) => Promise<unknown>, string]>([
    ['what waits', (secret) => secret.put(second, [labels.staged]), 'a secret is staged for the next one'],
    ['a rotation that is under way', (secret) => secret.rotate(), 'under way, or it failed'],
    ['a rotation to what was staged', () => stage(piped(second)), 'under way, with the staged secret'],
  ])('tells of %s', async (_, prepare, sentence) => {
    await prepare(await rotating());
    expect((await run({}, 'status', 'stripe')).out).toContain(`  ${sentence}\n`);
  });
});

function masked(text: string): string {
  return text.replace(/\d{4}-\d\d-\d\dT\S+Z/g, 'DATE');
}

test('an environment that is not deployed is told in one sentence, and exit code 2', async () => {
  expect(await stage(piped(first))).toEqual({
    code: 2,
    out: '',
    err: `palisade: AWS does not find the secret ${shop}/gateways/stripe in eu-west-1, deploy the environment first, or sign in to its own account\n`,
  });
});
