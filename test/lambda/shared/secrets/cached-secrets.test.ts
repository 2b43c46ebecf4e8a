import { describe, expect, test } from '@jest/globals';
import { createLog } from '../../../../lambda/shared/log/log.ts';
import { createGatewaySecrets } from '../../../../lambda/shared/secrets/cached-secrets.ts';
import type { SecretVersions } from '../../../../lambda/shared/secrets/gateway-secrets.ts';

function setup() {
  const clock = { seconds: 0 };
  const time = () => new Date(clock.seconds * 1000);
  const lines: string[] = [];
  const asked: string[] = [];
  const state: { next: SecretVersions | Error } = { next: versions('1') };
  const secrets = createGatewaySecrets({
    source: {
      read: async (gateway) => {
        asked.push(`${gateway} at ${clock.seconds}`);
        if (state.next instanceof Error) throw state.next;
        return state.next;
      },
    },
    now: time,
    log: createLog((line) => lines.push(line), { service: 'payment-callback', now: time }),
  });
  const at = (seconds: number) => {
    clock.seconds = seconds;
    return secrets;
  };
  return { at, asked, state, told: () => lines.map((line) => JSON.parse(line)) };
}

function versions(key: string): SecretVersions {
  return { current: { key }, forCallbacks: [{ key }] };
}

const none: SecretVersions = { forCallbacks: [] };

describe('reading', () => {
  test('asks once in five minutes, for each gateway', async () => {
    const { at, asked } = setup();
    for (const seconds of [0, 1, 299, 300, 301, 599]) {
      expect(await at(seconds).read('stripe')).toEqual(versions('1'));
    }
    await at(599).read('adyen');
    expect(asked).toEqual(['stripe at 0', 'stripe at 300', 'adyen at 599']);
  });

  test('asks again after half a minute while there is no secret', async () => {
    const { at, asked, state } = setup();
    state.next = none;
    for (const seconds of [0, 29]) expect(await at(seconds).read('stripe')).toEqual(none);
    state.next = versions('1');
    expect(await at(30).read('stripe')).toEqual(versions('1'));
    expect(asked).toEqual(['stripe at 0', 'stripe at 30']);
  });

  test('shares one question between all that come at the same time', async () => {
    const { at, asked } = setup();
    const all = await Promise.all(
      Array.from({ length: 100 }, (_, index) => {
        return index % 2 ? at(0).read('stripe') : at(0).refresh('stripe');
      }),
    );
    expect(new Set(all)).toEqual(new Set([versions('1')]));
    expect(asked).toEqual(['stripe at 0']);
  });
});

describe('reading anew', () => {
  test('asks at most once in half a minute, however often it is wanted', async () => {
    const { at, asked, state } = setup();
    await at(0).read('stripe');
    state.next = versions('2');
    for (const seconds of [1, 29]) expect(await at(seconds).refresh('stripe')).toEqual(versions('1'));
    for (const seconds of [30, 31, 59]) expect(await at(seconds).refresh('stripe')).toEqual(versions('2'));
    expect(await at(60).read('stripe')).toEqual(versions('2'));
    expect(asked).toEqual(['stripe at 0', 'stripe at 30']);
  });

  test('gives the same object unless it asked, so that nobody judges twice for nothing', async () => {
    const { at } = setup();
    const kept = await at(0).read('stripe');
    expect(await at(1).refresh('stripe')).toBe(kept);
  });
});

describe('while the secrets cannot be read', () => {
  test('those that were kept count for an hour, and the log says so', async () => {
    const { at, asked, state, told } = setup();
    await at(0).read('stripe');
    state.next = new TypeError('no');
    for (const seconds of [300, 301, 3599]) {
      expect(await at(seconds).read('stripe')).toEqual(versions('1'));
    }
    await expect(at(3600).read('stripe')).rejects.toThrow(TypeError);
    expect(asked).toEqual(['stripe at 0', 'stripe at 300', 'stripe at 3599', 'stripe at 3600']);
    expect(told()).toMatchObject([
      { level: 'warn', gateway: 'stripe', ageSeconds: 300 },
      { level: 'warn', gateway: 'stripe', ageSeconds: 3599 },
    ]);
  });

  test('those that were never read are an error, and each request tries again', async () => {
    const { at, state } = setup();
    state.next = new TypeError('no');
    await expect(at(0).read('stripe')).rejects.toThrow(TypeError);
    await expect(at(0).refresh('stripe')).rejects.toThrow(TypeError);
    state.next = versions('1');
    expect(await at(1).read('stripe')).toEqual(versions('1'));
  });

  test('that nothing was there counts as little as nothing', async () => {
    const { at, state } = setup();
    state.next = none;
    await at(0).read('stripe');
    state.next = new TypeError('no');
    expect(await at(30).read('stripe')).toEqual(none);
  });
});
