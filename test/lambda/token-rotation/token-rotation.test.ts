import { describe, expect, test } from '@jest/globals';
import type { HttpResponse } from '../../../lambda/gateways/exchange.ts';
import type { Secret } from '../../../lambda/gateways/gateway.ts';
import { createLog } from '../../../lambda/shared/log/log.ts';
import type { RotationSecretClient } from '../../../lambda/token-rotation/rotation.ts';
import { createTokenRotation } from '../../../lambda/token-rotation/token-rotation.ts';
import { accountOf, secretOf } from '../gateways/support/accounts.ts';

const name = 'boutique-prod-eu-west-1/gateways/stripe';
const arn = `arn:aws:secretsmanager:eu-west-1:111111111111:secret:${name}-AbCdEf`;
const now = () => new Date('2026-01-01T00:00:00Z');

interface Scene {
  readonly gateway?: string;
  readonly isRotated?: boolean;
  readonly labels?: readonly string[];
  /** By version or label. */
  readonly values?: Readonly<Record<string, Secret | string>>;
  readonly answer?: HttpResponse;
}

/** The function in front of a store that tells what was asked of it. */
function scene({
  gateway = 'stripe',
  isRotated = true,
  labels = ['AWSPENDING'],
  values = {},
  answer,
}: Scene) {
  const changes: string[] = [];
  const lines: Readonly<Record<string, unknown>>[] = [];
  const sent: string[] = [];
  const client: RotationSecretClient = {
    describe: async () => ({ isRotationEnabled: isRotated, versions: new Map([['token', labels]]) }),
    read: async (_, which) => {
      const value = values['version' in which ? which.version : which.label];
      if (value === undefined) return undefined;
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      return { version: 'any', createdAt: now(), text };
    },
    write: async ({ labels: given, rotationToken }) => {
      changes.push(`write ${given.join(' ')} ${rotationToken}`);
    },
    moveLabel: async (_, label, { from, to }) => {
      changes.push(`move ${label} from ${from} to ${to}`);
    },
  };
  const rotate = createTokenRotation({
    client,
    gateways: [{ config: accountOf(gateway).config, secretId: name }],
    orderLinkSecret: 'boutique-prod/order-link',
    send: async ({ url }) => {
      sent.push(url);
      return answer ?? { status: 200, body: '{}' };
    },
    log: createLog((line) => lines.push(JSON.parse(line)), { service: 'token-rotation', now }),
    now,
  });
  const run = (Step: string, SecretId = arn, ClientRequestToken = 'token') =>
    rotate({ Step, SecretId, ClientRequestToken, RotationToken: 'proof' });
  return { run, changes, lines, sent };
}

describe('refuses', () => {
  test.each<[string, Scene, string, string, string]>([
    ['a step that is none', {}, 'toString', arn, 'the event names no step of a rotation'],
    [
      "a secret that is none of the shop's",
      {},
      'createSecret',
      `${arn.slice(0, -7)}2-AbCdEf`,
      "the secret is none of the shop's gateways",
    ],
    [
      'a secret without rotation',
      { isRotated: false },
      'createSecret',
      arn,
      'the secret is not set up for rotation',
    ],
    [
      'a version that was given up',
      { labels: [] },
      'testSecret',
      arn,
      'the version of this rotation is no longer pending',
    ],
    [
      'to make a version current that has no value',
      {},
      'finishSecret',
      arn,
      'the new version has no value, so it cannot become current',
    ],
    [
      'what was staged in another form',
      { values: { PALISADE_STAGED: { secretKey: 'sk_live_1' } } },
      'createSecret',
      arn,
      'the new secret of stripe has no signingSecret, which is the signing secret of the webhook endpoint, with its prefix',
    ],
    [
      'what was staged and is no JSON',
      { values: { PALISADE_STAGED: 'sk_live_1' } },
      'createSecret',
      arn,
      'the secret is not a JSON object of texts',
    ],
    [
      'a new version of another form',
      { values: { token: { ...secretOf('stripe'), secretKey: 'sk_test_1' } } },
      'testSecret',
      arn,
      'the new secret of stripe has a secretKey of mode test, and the shop uses stripe in mode live',
    ],
    [
      'a key of which the gateway says nothing clear',
      { values: { token: secretOf('stripe') }, answer: { status: 404, body: '' } },
      'testSecret',
      arn,
      'stripe did not take the new key: unclear, status 404',
    ],
    [
      'to go on where the gateway makes no key',
      { gateway: 'square', values: { AWSCURRENT: secretOf('square') }, answer: { status: 401, body: '' } },
      'createSecret',
      arn,
      'square made no key: status 401, status',
    ],
  ])('%s', async (_, given, step, secretId, sentence) => {
    const { run, changes, lines } = scene(given);
    await expect(run(step, secretId)).rejects.toThrow(sentence);
    expect(changes).toEqual([]);
    expect(lines.filter((line) => line['RotationFailed'] === 1)).toHaveLength(1);
  });

  test('a version that it was not told of', async () => {
    const { run } = scene({});
    await expect(run('createSecret', arn, 'other')).rejects.toThrow(
      'the secret has no version of this rotation',
    );
  });
});

describe('does', () => {
  test('nothing in a step of a version that is current already', async () => {
    const { run, changes, sent } = scene({ labels: ['AWSCURRENT', 'AWSPENDING'] });
    for (const step of ['createSecret', 'setSecret', 'testSecret', 'finishSecret']) await run(step);
    expect([changes, sent]).toEqual([[], []]);
  });

  test('what is left of a step whose version is current already', async () => {
    const { run, changes } = scene({ labels: ['AWSCURRENT', 'PALISADE_STAGED'] });
    await run('finishSecret');
    expect(changes).toEqual(['move PALISADE_STAGED from token to undefined']);
  });

  test('hand on the proof that a rotation writes, and keep it out of the log', async () => {
    const { run, changes, lines } = scene({ values: { PALISADE_STAGED: secretOf('stripe') } });
    await run('createSecret', name);
    expect(changes).toEqual(['write AWSPENDING PALISADE_STAGED proof']);
    expect(JSON.stringify(lines)).not.toContain('proof');
  });

  test('nothing while a step comes that the gateway has no part in', async () => {
    const { run, changes, sent, lines } = scene({});
    await run('setSecret');
    expect([changes, sent, lines]).toEqual([[], [], []]);
  });

  test('check the form alone where no harmless request is known', async () => {
    const { run, sent, lines } = scene({
      gateway: 'checkoutcom',
      values: { token: secretOf('checkoutcom') },
    });
    await run('testSecret');
    expect(sent).toEqual([]);
    expect(lines.map(({ message, outcome }) => [message, outcome])).toEqual([
      ['only the form of the new version was checked', 'untried'],
    ]);
  });

  test('take an unclear answer for no refusal where nobody has read what the gateway answers', async () => {
    const { run, lines } = scene({
      gateway: 'paystack',
      values: { token: secretOf('paystack') },
      answer: { status: 404, body: '' },
    });
    await run('testSecret');
    expect(lines.map(({ result, statusCode }) => [result, statusCode])).toEqual([['unclear', 404]]);
  });
});

describe('the key that signs links to orders', () => {
  const link = 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:boutique-prod/order-link-AbCdEf';

  test('is made by the shop itself, and no gateway hears of it', async () => {
    const { run, changes, sent } = scene({});
    for (const step of ['createSecret', 'setSecret', 'testSecret']) await run(step, link);
    expect([changes, sent]).toEqual([['write AWSPENDING proof'], []]);
  });

  test('that a step has made before stays as it is', async () => {
    const { run, changes } = scene({ values: { token: { signingSecret: 'made before' } } });
    await run('createSecret', link);
    expect(changes).toEqual([]);
  });

  test('becomes the current one, and the one before it the previous one', async () => {
    const { run, changes } = scene({ values: { token: { signingSecret: 'made before' } } });
    await run('finishSecret', link);
    expect(changes).toEqual([expect.stringMatching(/^move AWSCURRENT from .* to token$/)]);
  });
});
