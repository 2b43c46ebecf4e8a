import { describe, expect, test } from '@jest/globals';
import type { Rejection } from '../../../lambda/gateways/gateway.ts';
import { gatewayNames } from '../../../lambda/gateways/registry.ts';
import { now, secretOf } from '../gateways/support/accounts.ts';
import { signed, signingGateways } from '../gateways/support/signers.ts';
import { callTo, shopWith, told, versionsOf } from './support/shop.ts';

const paid = {
  id: 'evt_1',
  type: 'payment_intent.succeeded',
  data: {
    object: { id: 'pi_1', amount: 4250, currency: 'eur', metadata: { order_reference: 'o123' } },
  },
};
const event = {
  id: 'evt_1',
  type: 'payment_intent.succeeded',
  class: 'moneyIn',
  orderReference: 'o123',
  paymentId: 'pi_1',
  amountMinor: 4250,
  currency: 'EUR',
};
const secret = secretOf('stripe');
const genuine = (content: object = paid, with_ = secret) =>
  callTo('stripe', signed('stripe', content, with_));
const bare = (statusCode: number, headers = {}) => ({
  statusCode,
  multiValueHeaders: { 'cache-control': ['no-store'], 'x-content-type-options': ['nosniff'], ...headers },
  body: '',
});

describe('what is accepted', () => {
  test('an authentic event is written down, and then answered 200', async () => {
    const shop = shopWith();
    expect(await shop.call(genuine())).toEqual(bare(200));
    expect([...shop.events]).toEqual([
      ['stripe#event#evt_1', { kind: 'verified', gateway: 'stripe', event }],
    ]);
    expect(shop.lines.map((line) => JSON.parse(line))).toEqual([
      {
        level: 'info',
        service: 'payment-callback',
        message: 'callback accepted',
        gateway: 'stripe',
        result: 'authentic',
        eventId: 'evt_1',
        eventType: 'payment_intent.succeeded',
        outcome: 'recorded',
        statusCode: 200,
      },
    ]);
  });

  test('one that is known is answered 200 too', async () => {
    const shop = shopWith();
    await shop.call(genuine());
    expect(await shop.call(genuine())).toEqual(bare(200));
    expect(told(shop.lines)).toMatchObject([{ outcome: 'recorded' }, { outcome: 'known' }]);
  });

  test('one of an unheard-of type is written down as ignored, and counted', async () => {
    const shop = shopWith();
    expect(await shop.call(genuine({ ...paid, type: 'unheard_of' }))).toEqual(bare(200));
    expect([...shop.events.values()]).toMatchObject([
      { event: { class: 'ignored', ignored: 'unknown_kind', type: 'unheard_of' } },
    ]);
    expect(shop.counted()).toEqual(['EventKindUnknown']);
  });

  test.each([
    ['the pending one', [secretOf('stripe', 'b'), secret]],
    ['the previous one', [secretOf('stripe', 'b'), secretOf('stripe', 'c'), secret]],
  ])('a signature counts under each version of the secret: %s', async (_, secrets) => {
    const shop = shopWith({ readings: [versionsOf(...secrets)] });
    expect(await shop.call(genuine())).toEqual(bare(200));
  });

  test('an unverified notification is written down as one', async () => {
    const shop = shopWith({ gateways: ['mollie'] });
    const call = { httpMethod: 'POST', path: '/callbacks/mollie', headers: {}, body: 'id=tr_1' };
    expect(await shop.call(call)).toEqual(bare(200));
    expect([...shop.events]).toEqual([
      [
        'mollie#unverified#payment#tr_1',
        {
          kind: 'unverified',
          gateway: 'mollie',
          notification: { type: 'payment', resource: 'payment', id: 'tr_1' },
        },
      ],
    ]);
  });

  test('a signed event that stands in a delivery many times is written once', async () => {
    const writes: string[] = [];
    const shop = shopWith({ gateways: ['adyen'], onRecord: ({ kind }) => writes.push(kind) });
    const NotificationRequestItem = {
      pspReference: 'P1',
      merchantAccountCode: secretOf('adyen')['merchantAccount'],
      merchantReference: 'o1',
      amount: { value: 100, currency: 'EUR' },
      eventCode: 'AUTHORISATION',
      success: 'true',
      originalReference: '',
    };
    const items = [1, 2, 3].map(() => ({ NotificationRequestItem }));
    const delivery = signed('adyen', { notificationItems: items }, secretOf('adyen'));
    expect(await shop.call(callTo('adyen', delivery))).toEqual(bare(200));
    expect(writes).toEqual(['verified']);
  });

  test.each(signingGateways)('%s delivers to its own address', async (gateway) => {
    const shop = shopWith({ gateways: [...gatewayNames] });
    const content = gateway === 'adyen' ? { notificationItems: [] } : { id: '1', entityId: 'tr_1' };
    const [own] = signingGateways.filter((name) => name !== gateway);
    const delivery = signed(gateway, content, secretOf(gateway));
    const statuses = [
      await shop.call(callTo(gateway, delivery)),
      await shop.call(callTo(own ?? '', delivery)),
    ];
    expect(statuses.map(({ statusCode }) => statusCode)).toEqual([gateway === 'adyen' ? 401 : 200, 401]);
  });
});

describe('card data in what a gateway signed', () => {
  test('is masked in what is kept and told, and counted', async () => {
    const shop = shopWith();
    const object = { ...paid.data.object, metadata: { order_reference: 'card 4242424242424242' } };
    expect(await shop.call(genuine({ ...paid, data: { object } }))).toEqual(bare(200));
    expect([...shop.events.values()]).toMatchObject([
      { event: { orderReference: 'card [424242******4242]', paymentId: 'pi_1' } },
    ]);
    expect(shop.counted()).toEqual(['CardDataFound']);
    expect(shop.lines.join()).not.toContain('4242424242424242');
  });
});

describe('what is not accepted', () => {
  test.each<[Rejection, string, ReturnType<typeof genuine>, readonly string[]]>([
    ['forged', 'a foreign key', genuine(paid, secretOf('stripe', 'x')), ['CallbackRefused']],
    ['malformed', 'no signature', { ...genuine(), multiValueHeaders: {} }, []],
    ['malformed', 'no body', { ...genuine(), body: null }, []],
  ])('%s: 401 to %s, and nothing is written', async (result, _, call, counted) => {
    const shop = shopWith();
    expect(await shop.call(call)).toEqual(bare(401));
    expect(shop.events.size).toBe(0);
    expect(shop.counted()).toEqual(counted);
    expect(told(shop.lines)).toEqual([
      {
        level: 'warn',
        service: 'payment-callback',
        message: 'callback not accepted',
        gateway: 'stripe',
        result,
        statusCode: 401,
      },
    ]);
  });

  test('what was signed too long ago is refused, and no newer secret is looked for', async () => {
    const shop = shopWith({ now: () => new Date(now.getTime() + 301_000) });
    expect(await shop.call(genuine())).toEqual(bare(401));
    expect([shop.refreshes(), told(shop.lines)]).toMatchObject([0, [{ result: 'stale' }]]);
    expect(shop.counted()).toEqual(['CallbackRefused']);
  });

  test.each([
    '/callbacks/adyen',
    '/callbacks/unheard-of',
    '/callbacks/stripe/',
    '/callbacks/Stripe',
    '/callbacks/',
    '/',
    undefined,
  ])('no address but that of a gateway of the shop is there: %s', async (path) => {
    const shop = shopWith();
    expect(await shop.call({ ...genuine(), path })).toEqual(bare(404));
    expect(shop.lines).toEqual([]);
  });

  test.each(['GET', 'HEAD', 'PUT', 'DELETE'])('%s is no delivery', async (httpMethod) => {
    const shop = shopWith();
    expect(await shop.call({ ...genuine(), httpMethod })).toEqual(bare(405, { allow: ['POST'] }));
  });

  test.each([
    ['bytes', Buffer.alloc(1_048_577).toString('base64'), true],
    ['text', 'a'.repeat(1_048_577), false],
    ['more text than is worth reading', 'a'.repeat(1_400_001), true],
  ])('a body is at most a megabyte: %s', async (_, body, isBase64Encoded) => {
    expect(await shopWith().call({ ...genuine(), body, isBase64Encoded })).toEqual(bare(413));
  });
});

describe('the secret', () => {
  const other = versionsOf(secretOf('stripe', 'x'));

  test('is read anew once when a signature is not known, and then counts', async () => {
    const shop = shopWith({ readings: [other, versionsOf(secret)] });
    expect(await shop.call(genuine())).toEqual(bare(200));
    expect(shop.refreshes()).toBe(1);
    expect(shop.counted()).toEqual([]);
  });

  test('is judged by no second time when reading it anew gave the same', async () => {
    const shop = shopWith({ readings: [other] });
    expect(await shop.call(genuine())).toEqual(bare(401));
    expect([shop.refreshes(), shop.counted()]).toEqual([1, ['CallbackRefused']]);
  });

  test('that is not there yet makes the gateway come again', async () => {
    const shop = shopWith({ readings: [versionsOf()] });
    expect(await shop.call(genuine())).toEqual(bare(503));
    expect([shop.counted(), told(shop.lines)]).toMatchObject([
      ['SecretMissing'],
      [{ result: 'no-secret', statusCode: 503 }],
    ]);
  });

  test('that was staged a moment ago counts at once', async () => {
    const shop = shopWith({ readings: [versionsOf(), versionsOf(secret)] });
    expect(await shop.call(genuine())).toEqual(bare(200));
  });

  test('that holds no usable key makes the gateway come again', async () => {
    const shop = shopWith({ readings: [versionsOf({ signingSecret: '' })] });
    expect(await shop.call(genuine())).toEqual(bare(503));
    expect(shop.counted()).toEqual(['CallbackUndecidable']);
  });

  test('that cannot be read makes the gateway come again', async () => {
    const shop = shopWith({ readings: [new TypeError(`secret is ${secret['signingSecret']}`)] });
    expect(await shop.call(genuine())).toEqual(bare(503));
    expect([shop.counted(), told(shop.lines)]).toEqual([
      ['CallbackUndecidable'],
      [
        {
          level: 'error',
          service: 'payment-callback',
          message: 'callback failed on our side',
          gateway: 'stripe',
          statusCode: 503,
          error: 'TypeError',
        },
      ],
    ]);
  });
});

describe('a write that was not acknowledged', () => {
  test('is never answered 200', async () => {
    const shop = shopWith({
      onRecord: () => {
        throw Object.assign(new Error('slow down'), { name: 'ProvisionedThroughputExceededException' });
      },
    });
    expect(await shop.call(genuine())).toEqual(bare(503));
    expect(shop.counted()).toEqual(['CallbackUndecidable']);
  });
});

describe('a gateway that asks whether the address is ours', () => {
  const ask = (challenge: string) => ({
    httpMethod: 'GET',
    path: '/callbacks/braintree',
    multiValueQueryStringParameters: { bt_challenge: [challenge] },
  });

  test('is answered in its own words', async () => {
    const shop = shopWith({ gateways: ['braintree'] });
    const answer = await shop.call(ask('0123456789abcdef0123'));
    expect(answer).toMatchObject({
      statusCode: 200,
      multiValueHeaders: { 'content-type': ['text/plain; charset=utf-8'] },
      body: expect.stringMatching(/^publicKey_a\|[0-9a-f]{40}$/),
    });
  });

  test('is told nothing when it asks for anything else', async () => {
    const shop = shopWith({ gateways: ['braintree'] });
    expect(await shop.call(ask('sign this'))).toEqual(bare(401));
  });

  test('has to come again while there is no secret', async () => {
    const shop = shopWith({ gateways: ['braintree'], readings: [versionsOf()] });
    expect(await shop.call(ask('0123456789abcdef0123'))).toEqual(bare(503));
    expect(shop.counted()).toEqual(['SecretMissing']);
  });
});
