import { expect, test } from '@jest/globals';
import type { Secret } from '../../../lambda/gateways/gateway.ts';
import { createAskGateway } from '../../../lambda/order-worker/ask-gateway.ts';
import { NoAnswerError } from '../../../lambda/shared/http/ask.ts';
import type { SecretVersions } from '../../../lambda/shared/secrets/gateway-secrets.ts';
import { accountOf } from '../gateways/support/accounts.ts';
import { eventOf } from '../shared/orders/support/orders.ts';
import { answering, askedGateway, hear, now } from './support.ts';

const notification = { type: 'payment.paid', resource: 'payment', id: 'tr_1' };
const confirmed = { outcome: 'confirmed', events: [eventOf('moneyIn')] };
const secretOf = (key: string): Secret => ({ key });
const [old, replaced] = [secretOf('old'), secretOf('new')];
const versions = (current?: Secret): SecretVersions => ({ ...(current && { current }), forCallbacks: [old] });

/** A shop that uses mollie, and reads its secret once before and once after it was refreshed. */
function shop(answers: readonly (object | number | Error)[], read = versions(old), refreshed = read) {
  const [{ send, asked }, heard] = [answering(...answers), hear()];
  const limits: (number | undefined)[] = [];
  const ask = createAskGateway({
    configured: [{ config: accountOf('mollie').config, secretId: 'mollie' }],
    gatewayOf: (name) =>
      name === 'mollie' ? askedGateway(name) : { ...askedGateway(name), confirm: undefined },
    secrets: { read: async () => read, refresh: async () => refreshed },
    send: (request, until) => {
      limits.push(until);
      return send(request);
    },
    mayCapture: async () => true,
    now: () => now,
    log: heard.log,
  });
  return { ask, asked, heard, limits };
}

test("the gateway's word is taken, and asked for with the current secret within a time", async () => {
  const { ask, asked, heard, limits } = shop([confirmed]);
  expect(await ask('mollie', notification)).toEqual(confirmed);
  expect({ asked, limits }).toEqual({ asked: ['old'], limits: [now.getTime() + 25_000] });
  expect(heard.counted()).toEqual([]);
});

test('a payment that the gateway does not know is unknown', async () => {
  expect(await shop([{ outcome: 'unknown' }]).ask('mollie', notification)).toEqual({ outcome: 'unknown' });
});

test.each([400, 404, 410, 422])('a gateway that answers %i would say the same again', async (status) => {
  const { ask, heard } = shop([status]);
  expect(await ask('mollie', notification)).toEqual({ outcome: 'refused' });
  expect(heard.counted()).toEqual(['EventUnconfirmed']);
  expect(heard.lines().map((line) => JSON.parse(line))).toEqual([
    {
      level: 'warn',
      service: 'order-worker',
      message: 'the gateway would not say',
      statusCode: status,
      reason: 'status',
    },
  ]);
});

test('a payment that the gateway declines stays declined', async () => {
  const { ask } = shop([{ outcome: 'refused', status: 200, reason: 'declined' }]);
  expect(await ask('mollie', notification)).toEqual({ outcome: 'refused' });
});

test.each([401, 403, 408, 409, 425, 429, 500, 503])(
  'a gateway that answers %i is asked later',
  async (status) => {
    const { ask, heard, asked } = shop([status]);
    await expect(ask('mollie', notification)).rejects.toMatchObject({ code: 'GatewayRefused' });
    expect(heard.counted()).toEqual(['EventUnconfirmed']);
    expect(asked).toEqual(['old']);
  },
);

test('an answer that cannot be read may be readable to a later version', async () => {
  const { ask } = shop([{ outcome: 'refused', status: 200, reason: 'unreadable' }]);
  await expect(ask('mollie', notification)).rejects.toMatchObject({ code: 'GatewayRefused' });
});

test('a gateway that does not answer is asked later', async () => {
  const cause = new NoAnswerError('timeout');
  const { ask, heard } = shop([cause]);
  await expect(ask('mollie', notification)).rejects.toMatchObject({ code: 'GatewaySilent', cause });
  expect(heard.counted()).toEqual(['EventUnconfirmed']);
});

test('a mistake of our own is not called silence', async () => {
  const mistake = new TypeError('no function');
  const { ask, heard } = shop([mistake]);
  await expect(ask('mollie', notification)).rejects.toBe(mistake);
  expect(heard.counted()).toEqual([]);
});

test.each([401, 403])('a key that was replaced since it was read opens what answered %i', async (status) => {
  const { ask, asked, heard } = shop([status, confirmed], versions(old), versions(replaced));
  expect(await ask('mollie', notification)).toEqual(confirmed);
  expect(asked).toEqual(['old', 'new']);
  expect(heard.counted()).toEqual([]);
});

test('both keys share one time', async () => {
  const { ask, limits } = shop([401, 401], versions(old), versions(replaced));
  await expect(ask('mollie', notification)).rejects.toMatchObject({ code: 'GatewayRefused' });
  expect(limits).toEqual([now.getTime() + 25_000, now.getTime() + 25_000]);
});

test('without a secret nothing is asked, and somebody is told', async () => {
  const { ask, asked, heard } = shop([], versions());
  await expect(ask('mollie', notification)).rejects.toMatchObject({ code: 'SecretMissing' });
  expect({ asked, counted: heard.counted() }).toEqual({ asked: [], counted: ['SecretMissing'] });
});

test.each([
  ['that the shop does not use', 'paypal'],
  ['that gives no notifications', 'stripe'],
])('a notification of a gateway %s cannot be followed', async (_, name) => {
  const { ask, asked } = shop([]);
  await expect(ask(name, notification)).rejects.toMatchObject({ code: 'GatewayNotConfigured' });
  expect(asked).toEqual([]);
});
