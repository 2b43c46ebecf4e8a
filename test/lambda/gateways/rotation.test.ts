import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import type { HttpRequest, HttpResponse } from '../../../lambda/gateways/exchange.ts';
import type { MerchantAccount } from '../../../lambda/gateways/gateway.ts';
import { gatewayOf } from '../../../lambda/gateways/index.ts';
import { keyTrialResultOf } from '../../../lambda/gateways/key-trial.ts';
import { egressHosts, gatewayNames } from '../../../lambda/gateways/registry.ts';
import { overlapEnd, overlapSeconds } from '../../../lambda/gateways/rotation/overlap.ts';
import { askAdyenForApiKey, askAdyenForHmacKey, askSquareForSignatureKey } from './oracles/management.ts';
import { accountOf, secretOf } from './support/accounts.ts';
import { ok, talk } from './support/talk.ts';

const live = { adyen: accountOf('adyen'), square: accountOf('square') };

function make(account: MerchantAccount, ...answers: Parameters<typeof talk>[1][]) {
  const maker = gatewayOf(account.config.name).keyMaker;
  if (!maker) throw new Error('there is nothing to make keys with');
  return talk(maker.make(account, 'token-1'), ...answers);
}

describe('Adyen', () => {
  test('makes an API key and then an HMAC key, once the webhook is known', () => {
    const { requests, result } = make(live.adyen, {}, { apiKey: 'new' }, { hmacKey: 'newer' });
    const merchant = 'https://management-live.adyen.com/v3/merchants/merchantAccount_a';
    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `GET ${merchant}/webhooks/webhookId_a`,
      `POST ${merchant}/apiCredentials/apiCredentialId_a/generateApiKey`,
      `POST ${merchant}/webhooks/webhookId_a/generateHmac`,
    ]);
    expect(new Set(requests.map(({ headers }) => headers['x-api-key']))).toEqual(new Set(['apiKey_a']));
    expect(requests.map(({ headers }) => headers['idempotency-key'])).toEqual([
      undefined,
      'token-1',
      'token-1',
    ]);
    expect(result).toEqual({ outcome: 'made', members: { apiKey: 'new', hmacKey: 'newer' } });
  });

  test.each([
    ['the webhook is not known', [{ status: 404, body: '' }], 404, 'status'],
    ['it makes no API key', [{}, { status: 403, body: '' }], 403, 'status'],
    ['its answer cannot be read', [{}, ok('none')], 200, 'unreadable'],
    ['it makes no HMAC key', [{}, { apiKey: 'new' }, { status: 500, body: '' }], 500, 'status'],
  ])('makes no key current where %s', (_, answers, status, reason) => {
    expect(make(live.adyen, ...answers).result).toEqual({ outcome: 'refused', status, reason });
  });
});

describe('Square', () => {
  test('replaces the signature key, with the same idempotency key for each try of a rotation', () => {
    const { requests, result } = make(live.square, { signature_key: 'new' });
    expect(requests).toEqual([
      {
        method: 'POST',
        url: 'https://connect.squareup.com/v2/webhooks/subscriptions/webhookSubscriptionId_a/signature-key',
        headers: {
          authorization: 'Bearer accessToken_a',
          'square-version': '2026-09-16',
          'content-type': 'application/json',
        },
        body: expect.stringMatching(/^\{"idempotency_key":"[0-9a-f]{45}"\}$/),
      },
    ]);
    expect(make(live.square, { signature_key: 'new' }).requests).toEqual(requests);
    expect(result).toEqual({ outcome: 'made', members: { signatureKey: 'new' } });
  });

  test('makes no key where the request is refused', () => {
    const { result } = make(live.square, { status: 401, body: '' });
    expect(result).toEqual({ outcome: 'refused', status: 401, reason: 'status' });
  });
});

/** What a gateway's own SDK sends to a server on loopback; the last of several requests. */
async function heard(ask: (origin: string) => Promise<unknown>): Promise<Readonly<Record<string, unknown>>> {
  let seen: Readonly<Record<string, unknown>> = {};
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const { method, url, headers } = request;
    const key = headers['x-api-key'] ?? headers.authorization;
    seen = { method, path: url, key, body: Buffer.concat(parts).toString('utf8') };
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('{"signature_key":"new","apiKey":"new","hmacKey":"new"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await ask(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  return seen;
}

function ours({ method, url, headers, body = '' }: HttpRequest): Readonly<Record<string, unknown>> {
  const key = headers['x-api-key'] ?? headers['authorization'];
  return { method, path: new URL(url).pathname, key, body };
}

describe("the request is the one that the gateway's own SDK sends", () => {
  const [, apiKey, hmacKey] = make(live.adyen, {}, { apiKey: 'a' }, { hmacKey: 'b' }).requests;
  const [signatureKey] = make(live.square, { signature_key: 'c' }).requests;
  const idempotencyKey: string = JSON.parse(signatureKey?.body ?? '').idempotency_key;
  const merchant = 'merchantAccount_a';

  test.each([
    ['an API key of Adyen', apiKey, askAdyenForApiKey, 'apiKey_a', [merchant, 'apiCredentialId_a']],
    ['an HMAC key of Adyen', hmacKey, askAdyenForHmacKey, 'apiKey_a', [merchant, 'webhookId_a']],
    [
      'a signature key of Square',
      signatureKey,
      askSquareForSignatureKey,
      'accessToken_a',
      ['webhookSubscriptionId_a', idempotencyKey],
    ],
  ] as const)(
    'for %s',
    async (_, request, ask, key, ids) => {
      const seen = await heard((origin) => ask({ origin, key, ids }));
      expect(request && ours(request)).toEqual(seen);
    },
    30_000,
  );
});

describe('an operator stages the keys', () => {
  test.each([
    ['stripe', secretOf('stripe')],
    ['square', { ...secretOf('square'), webhookSubscriptionId: '' }],
    ['adyen', { ...secretOf('adyen'), apiCredentialId: '' }],
  ])('of %s', (name, secret) => {
    const { needs = ['a key maker'] } = gatewayOf(name).keyMaker ?? {};
    expect(needs.every((member) => secret[member as keyof typeof secret])).toBe(false);
  });
});

describe('a trial', () => {
  const tried = gatewayNames.filter((name) => gatewayOf(name).keyTrial);
  const read = (name: string, response: HttpResponse) =>
    (gatewayOf(name).keyTrial?.read ?? keyTrialResultOf)(response);

  test('is known for every gateway but one', () => {
    expect(gatewayNames.filter((name) => !tried.includes(name))).toEqual(['checkoutcom']);
  });

  test.each(tried.flatMap((name) => [[name, 'live'] as const, [name, 'test'] as const]))(
    'asks a host of %s that the network lets through in mode %s',
    (name, mode) => {
      const account = accountOf(name, { mode });
      const request = gatewayOf(name).keyTrial?.request(account);
      expect(egressHosts(account.config)).toContain(new URL(request?.url ?? '').host);
    },
  );

  test.each(tried)('of %s takes what it is allowed, and refuses what it is not', (name) => {
    const results = [429, 503, 404].map((status) => read(name, { status, body: '' }));
    expect(results).toEqual(['unavailable', 'unavailable', 'unclear']);
    expect(read(name, { status: 401, body: '' })).toBe('refused');
  });

  test.each([
    ['stripe', 403, '', 'accepted'],
    ['square', 403, '', 'refused'],
    ['square', 200, '', 'accepted'],
    ['authorizenet', 200, '\uFEFF{"messages":{"resultCode":"Ok"}}', 'accepted'],
    ['authorizenet', 200, '{"messages":{"resultCode":"Error","message":[{"code":"E00007"}]}}', 'refused'],
    ['authorizenet', 200, '{"messages":{"resultCode":"Error","message":[{"code":"E00001"}]}}', 'unclear'],
  ])('of %s that is answered %d %j is %s', (name, status, body, result) => {
    expect(read(name, { status, body })).toBe(result);
  });
});

describe('the overlap', () => {
  const replacedAt = new Date('2026-01-01T00:00:00Z');

  test.each(gatewayNames)('of %s is known, and shorter than the time between rotations', (name) => {
    const seconds = overlapSeconds(name);
    expect(seconds).toBeGreaterThan(86_400);
    expect(seconds).toBeLessThan(60 * 86_400);
  });

  test('ends when the retries have ended and every function knows of the change', () => {
    const previous = secretOf('stripe', 'a');
    const current = secretOf('stripe', 'b');
    expect(overlapEnd(gatewayOf('stripe'), { current, previous, replacedAt })).toEqual(
      new Date('2026-01-04T00:05:00Z'),
    );
  });

  test.each([
    ['there is no previous key', undefined],
    ['the previous key signs what the current one signs', { ...secretOf('stripe', 'b'), secretKey: 'old' }],
  ])('is over where %s', (_, previous) => {
    const current = secretOf('stripe', 'b');
    expect(overlapEnd(gatewayOf('stripe'), { current, previous, replacedAt })).toBeUndefined();
  });

  test('of a gateway that nobody knows is none', () => {
    expect(() => overlapSeconds('unknown')).toThrow("how long the gateway 'unknown' sends a delivery again");
  });
});
