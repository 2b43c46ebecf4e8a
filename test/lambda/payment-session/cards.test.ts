import { describe, expect, test } from '@jest/globals';
import type { HttpResponse } from '../../../lambda/gateways/exchange.ts';
import { NoAnswerError } from '../../../lambda/shared/http/ask.ts';
import { CircuitOpenError } from '../../../lambda/shared/http/circuit-breaker.ts';
import { accountOf } from '../gateways/support/accounts.ts';
import { sent } from '../gateways/support/talk.ts';
import { jsonEvent, shopWith } from './support/shop.ts';

/** A shop that takes cards in fields of Square, in the page. */
function fieldsShop(answer: HttpResponse | Error) {
  return shopWith({ accounts: [accountOf('square', { integration: 'fields' })], answers: () => answer });
}

const first = jsonEvent({ gateway: 'square' });
const withCard = (token = 'cnon:card-nonce-ok') => jsonEvent({ gateway: 'square', card: { token } });
const charged = { status: 200, body: '{"payment":{"id":"pay-1","status":"COMPLETED"}}' };

test('the first step gives the page what its script needs, and charges nothing', async () => {
  const shop = fieldsShop(charged);
  const answer = await shop.post(first);
  expect([answer.statusCode, JSON.parse(answer.body)]).toEqual([
    200,
    {
      outcome: 'page',
      gateway: 'square',
      integration: 'fields',
      mode: 'live',
      scripts: [{ url: 'https://web.squarecdn.com/v1/square.js' }],
      data: { applicationId: 'applicationId_a', locationId: 'locationId_a' },
      amount: { minor: 14200, gatewayUnits: 14200, decimal: '142.00', currency: 'EUR' },
      returnUrl: 'https://shop.example/checkout/done/',
      challenge: 'redirect',
      expiresAt: '2026-11-22T13:00:00.000Z',
    },
  ]);
  expect(shop.requests).toEqual([]);
});

test('the second step charges the card, as an attempt of its own', async () => {
  const shop = fieldsShop(charged);
  await shop.post(first);
  const answer = await shop.post(withCard());
  expect(JSON.parse(answer.body)).toEqual({
    outcome: 'paid',
    url: 'https://shop.example/checkout/done/',
  });
  expect(sent(shop.request())).toMatchObject({
    source_id: 'cnon:card-nonce-ok',
    reference_id: shop.order().reference,
    amount_money: { amount: 14200, currency: 'EUR' },
  });
  expect(shop.order().attempt.number).toBe(2);
  expect([...shop.lines, JSON.stringify(shop.order())].join()).not.toContain('cnon:card-nonce-ok');
});

test('the brand is passed on to a gateway that wants it', async () => {
  const shop = shopWith({
    accounts: [accountOf('mercadopago', { integration: 'fields' })],
    answers: () => ({ status: 201, body: '{"id":77,"status":"approved"}' }),
  });
  const card = { token: 'card-token', brand: 'visa' };
  expect((await shop.post(jsonEvent({ gateway: 'mercadopago', card }))).statusCode).toBe(200);
  expect(sent(shop.request())).toMatchObject({ token: 'card-token', payment_method_id: 'visa' });
});

test.each([
  ['4242424242424242', 422],
  ['4242-4242-4242-4242', 422],
  // The digits of a public number inside a token of 32 characters, as one in some thousand has them.
  ['a4242424242424242bcdef0123456789', 200],
])(
  'the token %s is answered with %i, since only what is itself a number is refused',
  async (token, status) => {
    const shop = fieldsShop(charged);
    expect((await shop.post(withCard(token))).statusCode).toBe(status);
    expect(shop.requests).toHaveLength(status === 200 ? 1 : 0);
  },
);

test('a number of a card beside the token is refused all the same', async () => {
  const shop = fieldsShop(charged);
  const card = { token: 'cnon:1', document: { type: 'CPF', number: '4242424242424242' } };
  expect((await shop.post(jsonEvent({ gateway: 'square', card }))).statusCode).toBe(422);
  expect(shop.requests).toEqual([]);
});

test('a card without the brand that its gateway wants is answered as a field that is missing, and is not sent', async () => {
  const shop = shopWith({ accounts: [accountOf('mercadopago', { integration: 'fields' })] });
  const answer = await shop.post(jsonEvent({ gateway: 'mercadopago', card: { token: 'card-token' } }));
  expect([answer.statusCode, JSON.parse(answer.body)]).toMatchObject([
    400,
    { code: 'invalid_fields', errors: [{ field: 'card.brand', code: 'missing' }] },
  ]);
  expect([shop.requests, shop.orders.all.size]).toEqual([[], 0]);
});

describe('a charge', () => {
  test('is sent once: a repetition could look like a refusal of a card that was charged', async () => {
    const never = async () => Promise.reject(new Error('sent by what may send twice'));
    const shop = shopWith({
      accounts: [accountOf('square', { integration: 'fields' })],
      send: never,
      sendOnce: async () => charged,
    });
    expect((await shop.post(withCard())).statusCode).toBe(200);
  });

  test.each([
    ['was refused', { status: 402, body: '{"errors":[{"code":"CARD_DECLINED"}]}' }, 402, 'declined'],
    ['blames no card', { status: 400, body: '{}' }, 502, 'gateway_failed'],
    [
      'names a place that the account lacks',
      { status: 404, body: '{"errors":[{"code":"NOT_FOUND"}]}' },
      502,
      'gateway_failed',
    ],
    [
      'came with a used token',
      { status: 400, body: '{"errors":[{"code":"CARD_TOKEN_USED"}]}' },
      409,
      'card_token_expired',
    ],
    ['came too often', { status: 429, body: '{}' }, 503, 'gateway_unavailable'],
    ['came with a key that was revoked', { status: 401, body: '{}' }, 502, 'gateway_failed'],
    ['met no answer', new NoAnswerError('timeout'), 502, 'payment_uncertain'],
    ['met an error of the gateway', { status: 500, body: '' }, 502, 'payment_uncertain'],
    ['is still under way', { status: 409, body: '' }, 502, 'payment_uncertain'],
    [
      'was answered with what the kit stumbles over',
      { status: 200 } as HttpResponse,
      502,
      'payment_uncertain',
    ],
    ['was answered with something unreadable', { status: 200, body: '<html>' }, 502, 'payment_uncertain'],
  ])('that %s is told as what it is', async (_, met, status, problem) => {
    const shop = fieldsShop(met);
    const answer = await shop.post(withCard());
    expect([answer.statusCode, JSON.parse(answer.body).code]).toEqual([status, problem]);
    const metric = problem === 'gateway_failed' ? 'SessionFailed' : 'GatewayUnavailable';
    const isOfCard = problem === 'declined' || problem === 'card_token_expired';
    expect(shop.counted()).toEqual(isOfCard ? [] : [metric]);
  });

  test('that is refused when it comes a second time may have been made the first time', async () => {
    const answers: HttpResponse[] = [charged, { status: 400, body: '{"code":"CARD_TOKEN_USED"}' }];
    const shop = shopWith({
      accounts: [accountOf('square', { integration: 'fields' })],
      answers: () => answers.shift() ?? charged,
    });
    await shop.post(withCard());
    const answer = await shop.post(withCard());
    expect(JSON.parse(answer.body)).toMatchObject({
      code: 'payment_uncertain',
      detail: expect.stringContaining('Please do not pay again now.'),
    });
    expect(shop.order().attempt.number).toBe(1);
  });

  test('of another card is another attempt, with another key', async () => {
    const shop = fieldsShop({ status: 402, body: '{"errors":[{"code":"CARD_DECLINED"}]}' });
    await shop.post(withCard('card-1'));
    await shop.post(withCard('card-2'));
    const keys = shop.requests.map(
      (request) => (sent(request) as { idempotency_key: string }).idempotency_key,
    );
    expect(new Set(keys).size).toBe(2);
    expect(shop.order().attempt.number).toBe(2);
  });
});

describe('while nobody knows whether a card was charged', () => {
  const problemOf = ({ body }: { readonly body: string }) => JSON.parse(body).code;

  test.each([
    ['was submitted', charged],
    ['met no answer', new NoAnswerError('timeout')],
  ])('neither another card nor another way to pay is tried: it %s', async (_, met) => {
    const shop = fieldsShop(met);
    await shop.post(withCard('card-1'));
    shop.clock.time += 4 * 60_000;
    expect(problemOf(await shop.post(withCard('card-2')))).toBe('payment_uncertain');
    expect(problemOf(await shop.post(first))).toBe('payment_uncertain');
    expect([shop.requests.length, shop.order().attempt.number]).toEqual([1, 1]);
  });

  test('a second click with another token does not reach the gateway before the first is answered', async () => {
    const asked: (() => void)[] = [];
    const shop = shopWith({
      accounts: [accountOf('square', { integration: 'fields' })],
      sendOnce: () => new Promise((answer) => asked.push(() => answer(charged))),
    });
    const one = shop.post(withCard('card-1'));
    await new Promise(setImmediate);
    expect(problemOf(await shop.post(withCard('card-2')))).toBe('payment_uncertain');
    for (const answer of asked) answer();
    expect(JSON.parse((await one).body).outcome).toBe('paid');
    expect(asked).toHaveLength(1);
  });

  test('a repetition that is not sent does not say that nothing was paid, and sets nothing free', async () => {
    const shop = shopWith({
      accounts: [accountOf('square', { integration: 'fields' })],
      sendOnce: async () => {
        if (!isOpen) throw new NoAnswerError('timeout');
        throw new CircuitOpenError();
      },
    });
    let isOpen = false;
    await shop.post(withCard('card-1'));
    isOpen = true;
    expect(problemOf(await shop.post(withCard('card-1')))).toBe('payment_uncertain');
    expect(problemOf(await shop.post(withCard('card-2')))).toBe('payment_uncertain');
    expect(shop.order().attempt).toMatchObject({ number: 1, mayHaveCharged: true });
  });

  test('the order is free again after five minutes, when an event would have come', async () => {
    const shop = fieldsShop(charged);
    await shop.post(withCard('card-1'));
    shop.clock.time += 5 * 60_000 + 1;
    expect((await shop.post(withCard('card-2'))).statusCode).toBe(200);
    expect(shop.order().attempt.number).toBe(2);
  });
});

describe('the order is free at once', () => {
  test.each([
    ['the card was refused', { status: 402, body: '{"errors":[{"code":"CARD_DECLINED"}]}' }],
    ['the gateway refused the key', { status: 401, body: '{}' }],
    ['the gateway takes no more requests', { status: 429, body: '{}' }],
  ])('when %s', async (_, met) => {
    const answers = [met];
    const shop = shopWith({
      accounts: [accountOf('square', { integration: 'fields' })],
      answers: () => answers.shift() ?? charged,
    });
    await shop.post(withCard('card-1'));
    expect(JSON.parse((await shop.post(withCard('card-2'))).body).outcome).toBe('paid');
  });

  test('when the issuer wants to see the shopper, who may turn back', async () => {
    const link = { id: 'tr_1', _links: { checkout: { href: 'https://www.mollie.com/checkout/3ds' } } };
    const shop = shopWith({
      accounts: [accountOf('mollie', { integration: 'fields' })],
      answers: () => ({ status: 201, body: JSON.stringify(link) }),
    });
    for (const token of ['tkn_1', 'tkn_2']) {
      const answer = await shop.post(jsonEvent({ gateway: 'mollie', card: { token } }));
      expect(JSON.parse(answer.body).outcome).toBe('redirect');
    }
  });

  test('also when somebody else writes to it at the same moment', async () => {
    const shop = fieldsShop({ status: 402, body: '{"errors":[{"code":"CARD_DECLINED"}]}' });
    const { beforeWrite, change } = shop.orders;
    beforeWrite(
      () => undefined,
      () => change(shop.order().reference, { risk: 'normal' }),
    );
    await shop.post(withCard('card-1'));
    expect(shop.order()).toMatchObject({ risk: 'normal', attempt: { number: 1 } });
    expect(shop.order().attempt).not.toHaveProperty('mayHaveCharged');
  });
});

test('a card whose issuer wants to see the shopper is led there by the page', async () => {
  const link = { id: 'tr_1', _links: { checkout: { href: 'https://www.mollie.com/checkout/3ds' } } };
  const shop = shopWith({
    accounts: [accountOf('mollie', { integration: 'fields' })],
    answers: () => ({ status: 201, body: JSON.stringify(link) }),
  });
  const answer = await shop.post(jsonEvent({ gateway: 'mollie', card: { token: 'tkn_1' } }));
  expect([answer.statusCode, JSON.parse(answer.body)]).toEqual([
    200,
    { outcome: 'redirect', url: 'https://www.mollie.com/checkout/3ds' },
  ]);
});
