import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { HttpResponse } from '../../lambda/gateways/exchange.ts';
import type { Secret } from '../../lambda/gateways/gateway.ts';
import { gatewayOf } from '../../lambda/gateways/index.ts';
import { labels } from '../../lambda/gateways/rotation/labels.ts';
import { overlapSeconds } from '../../lambda/gateways/rotation/overlap.ts';
import type { Send } from '../../lambda/shared/http/send.ts';
import { createLog } from '../../lambda/shared/log/log.ts';
import { createCallbackSecretSource } from '../../lambda/shared/secrets/callback-secrets.ts';
import { createSecretClient } from '../../lambda/shared/secrets/secret-client.ts';
import { accountOf, secretOf } from '../lambda/gateways/support/accounts.ts';
import { signed } from '../lambda/gateways/support/signers.ts';
import { type Emulator, startEmulator } from '../support/emulator.ts';
import { createGatewaySecret, deployIdleRotation, type GatewaySecret } from './support/gateway-secret.ts';
import { type RotationParts, rotationOf } from './support/rotation.ts';

// A machine that is busy with other tests takes its time.
jest.setTimeout(60_000);

let emulator: Emulator;
let client: SecretsManagerClient;
beforeAll(async () => {
  emulator = await startEmulator();
  await deployIdleRotation(emulator);
  client = new SecretsManagerClient(emulator.clientConfig);
}, 120_000);
afterAll(() => emulator.stop());

/** A gateway that hands out keys, and signs with the newest. */
interface FakeGateway {
  readonly send: Send;
  /** What it signs with now, over what the shop had. */
  readonly signsWith: (secret: Secret) => Secret;
}

const ok = (body: object): HttpResponse => ({ status: 200, body: JSON.stringify(body) });

const agreeable: FakeGateway = { send: async () => ok({}), signsWith: (secret) => secret };

function squareServer(): FakeGateway {
  const keys = new Map<string, string>();
  return {
    send: async ({ url, body }) => {
      if (!url.endsWith('/signature-key')) return ok({});
      const key = keys.get(body ?? '') ?? `made${keys.size + 1}`;
      keys.set(body ?? '', key);
      return ok({ signature_key: key });
    },
    signsWith: (secret) => {
      const signatureKey = [...keys.values()].at(-1);
      return signatureKey ? { ...secret, signatureKey } : secret;
    },
  };
}

function adyenServer(): FakeGateway {
  let made = 0;
  let hmacKey: string | undefined;
  return {
    send: async ({ url }) => {
      made += 1;
      if (url.endsWith('/generateApiKey')) return ok({ apiKey: `made${made}` });
      if (!url.endsWith('/generateHmac')) return ok({});
      hmacKey = String(made).padStart(64, '0');
      return ok({ hmacKey });
    },
    signsWith: (secret) => (hmacKey ? { ...secret, hmacKey } : secret),
  };
}

/** A shop in which a rotation is about to begin. */
interface Scene {
  readonly secret: GatewaySecret;
  readonly gateway: FakeGateway;
  readonly parts: RotationParts;
  readonly token: string;
}

async function scene(name: string, gateway: FakeGateway, staged?: Secret): Promise<Scene> {
  const secret = await createGatewaySecret(client, name);
  await secret.put(secretOf(name, 'a'));
  if (staged) await secret.put(staged, [labels.staged]);
  const token = await secret.rotate();
  return {
    secret,
    gateway,
    token,
    parts: { client, secret, config: accountOf(name).config, send: gateway.send },
  };
}

const bodies: Readonly<Record<string, (secret: Secret) => object>> = {
  stripe: () => ({ id: 'evt_1', type: 'test' }),
  square: () => ({ event_id: 'evt_1', type: 'test' }),
  adyen: ({ merchantAccount }) => ({
    notificationItems: [
      {
        NotificationRequestItem: {
          pspReference: 'P1',
          merchantAccountCode: merchantAccount,
          merchantReference: 'order-1',
          amount: { value: 1, currency: 'EUR' },
          eventCode: 'AUTHORISATION',
          success: 'true',
        },
      },
    ],
  }),
};

/** What the callback function says at this moment to a delivery that was signed with a secret. */
async function verdictOn(name: string, { arn }: GatewaySecret, key: Secret): Promise<string> {
  const source = createCallbackSecretSource({
    client: createSecretClient(client),
    gateways: [{ config: accountOf(name).config, secretId: arn }],
    log: createLog(() => {}, { service: 'test', now: () => new Date() }),
    now: () => new Date(),
  });
  const { forCallbacks } = await source.read(name);
  const [first, ...others] = forCallbacks;
  if (!first) return 'no secret';
  const account = accountOf(name, { secrets: [first, ...others] });
  const delivery = signed(name, bodies[name]?.(key) ?? {}, key);
  return gatewayOf(name).receive(delivery, account, new Date('2026-01-01T00:00:00Z')).result;
}

class Killed extends Error {}

type Story = readonly [what: string, name: string, server: () => FakeGateway, staged: Secret | undefined];

const stories: readonly Story[] = [
  ['what was staged', 'stripe', () => agreeable, secretOf('stripe', 'b')],
  ['what Square makes', 'square', squareServer, undefined],
  ['what Adyen makes', 'adyen', adyenServer, undefined],
];

/** Runs a rotation that dies after its call number `fatal`, and then again; answers whether it came that far. */
async function killedAndHealed([, name, server, staged]: Story, fatal: number): Promise<boolean> {
  const { secret, gateway, parts, token } = await scene(name, server(), staged);
  const old = secretOf(name, 'a');
  const heard: string[] = [];
  let calls = 0;
  const afterCall = async (call: string) => {
    calls += 1;
    heard.push(await verdictOn(name, secret, old));
    const pending = call === 'read' || call === 'send' ? undefined : await secret.withLabel(labels.pending);
    if (pending) heard.push(await verdictOn(name, secret, pending));
    if (calls === fatal) throw new Killed();
  };
  const wasKilled = await rotationOf({ ...parts, afterCall })
    .all(token)
    .then(
      () => false,
      (error: unknown) => error instanceof Killed,
    );
  await rotationOf(parts).all(token);
  const signing = staged ?? gateway.signsWith(old);
  for (const key of [old, signing]) heard.push(await verdictOn(name, secret, key));
  expect(new Set(heard)).toEqual(new Set(['authentic']));
  const versions = await secret.versions();
  expect(versions.map(([found]) => found).sort()).toEqual([
    'AWSCURRENT AWSPENDING',
    'AWSPREVIOUS PALISADE_OVERLAP',
  ]);
  expect(await secret.withLabel(labels.previous)).toEqual(old);
  expect(await secret.withLabel(labels.current)).toMatchObject(staged ?? callbackKeys(signing));
  return wasKilled;
}

function callbackKeys({ signatureKey, hmacKey }: Secret): Secret {
  return { ...(signatureKey && { signatureKey }), ...(hmacKey && { hmacKey }) };
}

describe('a rotation that dies after any call, and is run again, loses nothing', () => {
  test.each(stories)(
    'with %s',
    async (...story) => {
      let fatal = 1;
      while (await killedAndHealed(story, fatal)) fatal += 1;
      // Fewer calls than this and the function did not do its work.
      expect(fatal).toBeGreaterThan(10);
    },
    120_000,
  );
});

describe('a rotation', () => {
  test('says what it did, without a part of a key', async () => {
    const staged = secretOf('stripe', 'leaked');
    const { parts, token } = await scene('stripe', agreeable, staged);
    const { all, lines } = rotationOf(parts);
    await all(token);
    expect(lines.map(({ step, message, outcome, result }) => [step, message, outcome ?? result])).toEqual([
      ['createSecret', 'the new version has a value', 'staged'],
      ['testSecret', 'the new version was tried', 'accepted'],
      ['finishSecret', 'the new version is current', undefined],
    ]);
    expect(JSON.stringify(lines)).not.toContain('leaked');
  });

  test('waits where nobody staged a key and the gateway makes none', async () => {
    const { parts, token, secret } = await scene('stripe', agreeable);
    const { all, lines } = rotationOf(parts);
    await expect(all(token)).rejects.toThrow(
      'stripe makes no keys for this secret: an operator has to stage one with palisade secret stage stripe',
    );
    expect(lines.map((line) => line['RotationWaits'] ?? line['error'])).toEqual([1, 'RotationWaits']);
    expect(await secret.withLabel(labels.current)).toEqual(secretOf('stripe', 'a'));
  });

  test('goes on where it waited as soon as a key is staged', async () => {
    const { parts, token, secret } = await scene('stripe', agreeable);
    await expect(rotationOf(parts).all(token)).rejects.toThrow('an operator has to stage one');
    await secret.put(secretOf('stripe', 'b'), [labels.staged]);
    await rotationOf(parts).all(token);
    expect(await secret.withLabel(labels.current)).toEqual(secretOf('stripe', 'b'));
  });

  test('takes the last of two staged keys, and does not take it twice', async () => {
    const { parts, token, secret } = await scene('stripe', agreeable, secretOf('stripe', 'b'));
    await secret.put(secretOf('stripe', 'c'), [labels.staged]);
    await rotationOf(parts).all(token);
    expect(await secret.withLabel(labels.current)).toEqual(secretOf('stripe', 'c'));
    expect(await secret.withLabel(labels.staged)).toBeUndefined();
  });

  test('leaves a key alone that is staged while it runs', async () => {
    const { parts, token, secret } = await scene('stripe', agreeable, secretOf('stripe', 'b'));
    const rotation = rotationOf(parts);
    await rotation.step('createSecret', token);
    await secret.put(secretOf('stripe', 'c'), [labels.staged]);
    await rotation.step('testSecret', token);
    await rotation.step('finishSecret', token);
    expect(await secret.withLabel(labels.current)).toEqual(secretOf('stripe', 'b'));
    expect(await secret.withLabel(labels.staged)).toEqual(secretOf('stripe', 'c'));
  });

  test('does not make a key current that the gateway refuses', async () => {
    const refusing = { ...agreeable, send: async () => ({ status: 401, body: '' }) };
    const { parts, token, secret } = await scene('stripe', refusing, secretOf('stripe', 'b'));
    const { all, lines } = rotationOf(parts);
    await expect(all(token)).rejects.toThrow('stripe did not take the new key: refused, status 401');
    expect(lines.some((line) => line['RotationFailed'] === 1)).toBe(true);
    expect(await secret.withLabel(labels.current)).toEqual(secretOf('stripe', 'a'));
  });
});

describe('before there is any key', () => {
  test('the trial that comes with a schedule finds nothing to try', async () => {
    const secret = await createGatewaySecret(client, 'stripe');
    const token = await secret.rotate();
    const rotation = rotationOf({ client, secret, config: accountOf('stripe').config, send: agreeable.send });
    await rotation.step('testSecret', token);
    expect(rotation.lines.map(({ message }) => message)).toEqual([
      'the new version has no value, so there is nothing to try',
    ]);
  });

  test('what was staged becomes the first version', async () => {
    const secret = await createGatewaySecret(client, 'stripe');
    const token = await secret.rotate();
    await secret.put(secretOf('stripe', 'a'), [labels.staged]);
    await rotationOf({ client, secret, config: accountOf('stripe').config, send: agreeable.send }).all(token);
    expect(await secret.withLabel(labels.current)).toEqual(secretOf('stripe', 'a'));
  });
});

describe('while deliveries with the previous key may still come', () => {
  const seconds = overlapSeconds('stripe');
  const later = (more: number) => () => new Date(Date.now() + (seconds + more) * 1000);

  async function rotatedOnce(next: Secret) {
    const { parts, token, secret } = await scene('stripe', agreeable, secretOf('stripe', 'b'));
    await rotationOf(parts).all(token);
    await secret.put(next, [labels.staged]);
    return { parts, secret, token: await secret.rotate() };
  }

  test('a rotation that would take it away waits, and says until when', async () => {
    const { parts, token, secret } = await rotatedOnce(secretOf('stripe', 'c'));
    await expect(rotationOf({ ...parts, now: later(-60) }).all(token)).rejects.toThrow(
      /^deliveries signed with the previous key of stripe may come until \d{4}-.*Z, and a rotation would take it away$/,
    );
    expect(await secret.withLabel(labels.previous)).toEqual(secretOf('stripe', 'a'));
    await rotationOf({ ...parts, now: later(60) }).all(token);
    expect(await secret.withLabel(labels.previous)).toEqual(secretOf('stripe', 'b'));
    expect(await secret.withLabel(labels.current)).toEqual(secretOf('stripe', 'c'));
  });

  test('a rotation waits no longer where the previous key signs what the current one signs', async () => {
    const secret = await createGatewaySecret(client, 'stripe');
    const first = secretOf('stripe', 'a');
    const third = { ...first, signingSecret: 'whsec_new' };
    await secret.put(first);
    await secret.put({ ...first, secretKey: 'sk_live_new' });
    await secret.put(third, [labels.staged]);
    const parts = { client, secret, config: accountOf('stripe').config, send: agreeable.send };
    await rotationOf(parts).all(await secret.rotate());
    expect(await secret.withLabel(labels.current)).toEqual(third);
  });
});
