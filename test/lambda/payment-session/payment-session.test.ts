import { describe, expect, test } from '@jest/globals';
import { idempotencyKey } from '../../../lambda/gateways/session.ts';
import { NoAnswerError } from '../../../lambda/shared/http/ask.ts';
import { orderNumberForm } from '../../../lambda/shared/orders/order-number.ts';
import { accountOf, secretOf } from '../gateways/support/accounts.ts';
import { sent } from '../gateways/support/talk.ts';
import { shopper } from '../shared/orders/support/orders.ts';
import { fields, formEvent, jsonEvent, reference, shopWith } from './support/shop.ts';

const redirected = {
  statusCode: 303,
  multiValueHeaders: {
    'cache-control': ['no-store'],
    'x-content-type-options': ['nosniff'],
    location: ['https://checkout.stripe.com/c/pay/cs_1'],
  },
  body: '',
};

const keyOf = (attempt: number) =>
  idempotencyKey({ orderReference: reference, attempt } as Parameters<typeof idempotencyKey>[0]);

describe('an order from the checkout', () => {
  test('is written down, and its payment goes on at the gateway', async () => {
    const shop = shopWith();
    expect(await shop.post()).toEqual(redirected);
    expect(shop.orders.all.get(reference)).toEqual({
      version: 1,
      order: {
        reference,
        number: expect.stringMatching(orderNumberForm),
        state: 'open',
        stateSince: '2026-11-22T12:00:00.000Z',
        catalogue: expect.stringMatching(/^[0-9a-f]{64}$/),
        changes: 0,
        reviewReasons: [],
        amountMinor: 14200,
        currency: 'EUR',
        lines: [
          { slug: 'moss-mug', title: 'Moss mug', quantity: 2, priceMinor: 2800 },
          { slug: 'ash-vase', title: 'Ash vase', quantity: 1, priceMinor: 8600 },
        ],
        attempt: {
          number: 1,
          gateway: 'stripe',
          fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
          startedAt: '2026-11-22T12:00:00.000Z',
          endsAt: '2026-11-22T13:00:00.000Z',
        },
        ledger: { payments: {} },
        money: { capturedMinor: 0, refundedMinor: 0, disputedMinor: 0 },
        checks: {},
        applied: [],
        createdAt: '2026-11-22T12:00:00.000Z',
      },
    });
    expect(shop.orders.shoppers.get(reference)).toEqual({
      name: 'Ada Lovelace',
      email: 'ada@example.com',
      line1: 'Rue du Bac 12',
      postalCode: '75007',
      city: 'Paris',
      country: 'FR',
    });
  });

  test('is paid at the prices of the shop, whatever the browser says', async () => {
    const shop = shopWith();
    const items = '[{"slug":"moss-mug","quantity":1,"priceMinor":1,"currency":"XXX","title":"Free"}]';
    await shop.post(formEvent({ items, amountMinor: '1', price: '1', priceMinor: '1' }));
    expect(shop.order()).toMatchObject({
      amountMinor: 2800,
      currency: 'EUR',
      lines: [{ slug: 'moss-mug', title: 'Moss mug', quantity: 1, priceMinor: 2800 }],
    });
    expect(sent(shop.request())).toMatchObject({
      'line_items[0][price_data][unit_amount]': '2800',
      'line_items[0][price_data][currency]': 'eur',
    });
  });

  test('is written before the gateway hears of it', async () => {
    const seen: unknown[] = [];
    const shop = shopWith({
      answers: () => {
        seen.push(shop.orders.all.get(reference)?.order.attempt.number, [...shop.orders.steps]);
        return new NoAnswerError('network');
      },
    });
    await shop.post();
    expect(seen).toEqual([1, ['find', 'create']]);
  });

  test('tells the gateway the addresses of the shop, and the key of order and attempt', async () => {
    const shop = shopWith();
    await shop.post();
    expect(shop.requests).toHaveLength(1);
    expect(shop.requests[0]?.headers).toMatchObject({ 'idempotency-key': keyOf(1) });
    expect(sent(shop.request())).toMatchObject({
      client_reference_id: reference,
      success_url: 'https://shop.example/checkout/done/',
      cancel_url: 'https://shop.example/checkout/',
      'line_items[0][price_data][product_data][name]': 'Order PQZX-JFDF at shop.example',
    });
  });

  test('tells a gateway that asks for it where its callbacks go', async () => {
    const answer = { _links: { checkout: { href: 'https://www.mollie.com/checkout/1' } } };
    const shop = shopWith({
      accounts: [accountOf('mollie')],
      answers: () => ({ status: 201, body: JSON.stringify(answer) }),
    });
    expect(await shop.post(formEvent({ gateway: 'mollie' }))).toMatchObject({ statusCode: 303 });
    expect(sent(shop.request())).toMatchObject({
      webhookUrl: 'https://shop.example/callbacks/mollie',
    });
  });

  test('leaves ids, outcomes and durations in the log, and nothing of the shopper', async () => {
    const shop = shopWith();
    await shop.post(formEvent({ line2: 'Staircase B' }));
    const ids = { orderId: reference, gateway: 'stripe', integration: 'redirect', attempt: 1 };
    const line = { level: 'info', service: 'payment-session', requestId: 'r-1' };
    expect(shop.logged()).toEqual([
      { ...line, ...ids, message: 'gateway asked', outcome: 'redirect' },
      {
        ...line,
        message: 'session answered',
        route: 'order',
        outcome: 'redirect',
        statusCode: 303,
        durationMs: 0,
      },
    ]);
    const text = shop.lines.join();
    for (const value of [fields.name, fields.email, fields.line1, fields.city, 'Staircase B', 'cs_1'])
      expect(text).not.toContain(value);
  });
});

describe('a second click', () => {
  test('is the same attempt, with the same key', async () => {
    const shop = shopWith();
    await shop.post();
    shop.clock.time += 14 * 60 * 1000;
    expect(await shop.post()).toEqual(redirected);
    expect(shop.requests.map(({ headers }) => headers['idempotency-key'])).toEqual([keyOf(1), keyOf(1)]);
    expect(shop.orders.steps).toEqual(['find', 'create', 'find']);
  });

  test('at the same time makes one order and one attempt', async () => {
    const shop = shopWith();
    expect(await Promise.all([shop.post(), shop.post(), shop.post()])).toEqual([
      redirected,
      redirected,
      redirected,
    ]);
    expect(shop.orders.all.size).toBe(1);
    expect(new Set(shop.requests.map(({ headers }) => headers['idempotency-key']))).toEqual(
      new Set([keyOf(1)]),
    );
  });

  test.each([
    ['a quarter of an hour later', {}, 15 * 60 * 1000 + 1],
    ['with another gateway', { gateway: 'paypal' }, 0],
    ['with another address', { line1: 'Rue du Bac 13' }, 0],
    ['with another cart', { items: '[{"slug":"moss-mug","quantity":1}]' }, 0],
  ])('%s is another attempt', async (_, change, later) => {
    const shop = shopWith({
      answers: ({ url }) => {
        if (url.includes('oauth2')) return { status: 200, body: '{"access_token":"t"}' };
        const link = { rel: 'payer-action', href: 'https://www.paypal.com/checkoutnow?token=1' };
        const url_ = 'https://checkout.stripe.com/c/pay/cs_1';
        return { status: 200, body: JSON.stringify({ url: url_, links: [link] }) };
      },
    });
    await shop.post();
    shop.clock.time += later;
    expect((await shop.post(formEvent(change))).statusCode).toBe(303);
    expect(shop.order().attempt).toMatchObject({
      number: 2,
      gateway: 'paypal' in change ? 'paypal' : ((change as { gateway?: string }).gateway ?? 'stripe'),
    });
    expect(shop.orders.all.get(reference)?.version).toBe(2);
  });

  test('after a failure is another attempt, unless it comes at once', async () => {
    const shop = shopWith();
    await shop.post();
    shop.orders.change(reference, { state: 'failed' });
    shop.clock.time += 10_000;
    await shop.post();
    shop.clock.time += 1;
    await shop.post();
    expect(shop.requests.map(({ headers }) => headers['idempotency-key'])).toEqual([
      keyOf(1),
      keyOf(1),
      keyOf(2),
    ]);
  });

  test('gets a reference of its own where the gateway takes each only once', async () => {
    const taken: unknown[] = [];
    const shop = shopWith({
      accounts: [accountOf('paystack')],
      answers: (request) => {
        const { reference: name } = sent(request) as { reference: string };
        if (taken.includes(name))
          return { status: 400, body: '{"message":"Duplicate Transaction Reference"}' };
        taken.push(name);
        const data = { authorization_url: `https://checkout.paystack.com/${name}` };
        return { status: 200, body: JSON.stringify({ data }) };
      },
    });
    const clicks = [
      await shop.post(formEvent({ gateway: 'paystack' })),
      await shop.post(formEvent({ gateway: 'paystack' })),
    ];
    expect(clicks.map(({ multiValueHeaders }) => multiValueHeaders['location'])).toEqual([
      [`https://checkout.paystack.com/${reference}.1`],
      [`https://checkout.paystack.com/${reference}.2`],
    ]);
  });

  test('gets a session of its own while the gateway is still busy with the first', async () => {
    const shop = shopWith({
      answers: ({ headers }) =>
        headers['idempotency-key'] === keyOf(1) && shop.requests.length > 1
          ? { status: 409, body: '{"error":{"code":"idempotency_key_in_use"}}' }
          : { status: 200, body: '{"url":"https://checkout.stripe.com/c/pay/cs_1"}' },
    });
    await shop.post();
    expect(await shop.post()).toEqual(redirected);
    expect(shop.requests.map(({ headers }) => headers['idempotency-key'])).toEqual([
      keyOf(1),
      keyOf(1),
      keyOf(2),
    ]);
  });

  test('never gets more than one such reference', async () => {
    const shop = shopWith();
    await shop.post();
    const refusing = shopWith({ answers: () => ({ status: 400, body: '{}' }) });
    await refusing.orders.create(shop.order(), shopper);
    expect((await refusing.post()).statusCode).toBe(502);
    expect(refusing.requests.map(({ headers }) => headers['idempotency-key'])).toEqual([keyOf(1), keyOf(2)]);
  });
});

describe('an order that was paid', () => {
  test.each(['authorised', 'paid', 'refunded', 'disputed'] as const)(
    'or %s, is never paid again: its shopper is thanked',
    async (state) => {
      const shop = shopWith();
      await shop.post();
      shop.orders.change(reference, { state });
      shop.clock.time += 24 * 60 * 60 * 1000;
      for (const gateway of ['stripe', 'paypal']) {
        expect(await shop.post(formEvent({ gateway }))).toMatchObject({
          statusCode: 303,
          multiValueHeaders: { location: ['https://shop.example/checkout/done/'] },
        });
      }
      expect(shop.requests).toHaveLength(1);
      expect(JSON.parse((await shop.post(jsonEvent())).body)).toEqual({
        outcome: 'redirect',
        url: 'https://shop.example/checkout/done/',
      });
    },
  );

  test('needs no gateway any more: its shopper is thanked while none can be asked', async () => {
    const [paid, shop] = [shopWith(), shopWith({ secrets: () => undefined })];
    await paid.post();
    await shop.orders.create({ ...paid.order(), state: 'paid' }, shopper);
    expect((await shop.post()).multiValueHeaders['location']).toEqual([
      'https://shop.example/checkout/done/',
    ]);
    expect(shop.counted()).toEqual([]);
  });

  test('while a second click was on its way, is not paid again', async () => {
    const shop = shopWith();
    await shop.post();
    shop.clock.time += 60 * 60 * 1000;
    shop.orders.beforeWrite(() => shop.orders.change(reference, { state: 'paid' }));
    expect(await shop.post()).toMatchObject({
      statusCode: 303,
      multiValueHeaders: { location: ['https://shop.example/checkout/done/'] },
    });
    expect(shop.requests).toHaveLength(1);
  });

  test('is not taken for the payment of other things that were put in the cart since', async () => {
    const shop = shopWith();
    await shop.post();
    shop.orders.change(reference, { state: 'paid' });
    const answer = await shop.post(formEvent({ items: '[{"slug":"ash-vase","quantity":9}]' }));
    expect(answer.statusCode).toBe(409);
    expect(answer.body).toContain('Your earlier order was paid');
    expect(answer.body).toContain('href="https://shop.example/cart/"');
    expect(shop.order().lines).toHaveLength(2);
  });
});

describe('the time that a gateway has', () => {
  test.each([
    ['is fifteen seconds', 0, 15_000],
    ['is what is left of twenty when our own stores were slow', 12_000, 8_000],
  ])('%s', async (_, slowness, left) => {
    const given: (number | undefined)[] = [];
    const shop = shopWith({
      secrets: () => {
        shop.clock.time += slowness;
        return secretOf('stripe');
      },
      send: async (_request, until) => {
        given.push(until && until - shop.clock.time);
        return { status: 200, body: '{"url":"https://checkout.stripe.com/c/pay/cs_1"}' };
      },
    });
    expect(await shop.post()).toEqual(redirected);
    expect(given).toEqual([left]);
  });
});

describe('two writers', () => {
  test('who create an order at the same time make one, and pay what was asked last', async () => {
    const [shop, other] = [shopWith(), shopWith()];
    await other.post(formEvent({ line1: 'Rue de Rome 1' }));
    const theirs = other.order();
    shop.orders.beforeWrite(() => void shop.orders.create(theirs, shopper));
    expect(await shop.post()).toEqual(redirected);
    expect(shop.orders.all.get(reference)).toMatchObject({
      version: 2,
      order: { attempt: { number: 2 } },
    });
    expect(shop.orders.shoppers.get(reference)).toMatchObject({ line1: 'Rue du Bac 12' });
  });

  test('who never stop are given up with words', async () => {
    const shop = shopWith();
    await shop.post();
    shop.clock.time += 60 * 60 * 1000;
    const change = () => shop.orders.change(reference, { reviewReasons: [] });
    shop.orders.beforeWrite(...Array.from({ length: 10 }, () => change));
    const answer = await shop.post();
    expect(answer.statusCode).toBe(409);
    expect(answer.body).toContain('Please wait a moment and try again.');
    expect(shop.orders.steps.filter((step) => step === 'replace')).toHaveLength(4);
    expect(shop.requests).toHaveLength(1);
  });

  test('an order is tried twenty times, and no more', async () => {
    const shop = shopWith();
    for (let attempt = 1; attempt <= 20; attempt += 1) {
      expect((await shop.post()).statusCode).toBe(303);
      shop.clock.time += 60 * 60 * 1000;
    }
    const answer = await shop.post();
    expect(answer.statusCode).toBe(429);
    expect(answer.body).toContain('Please write to us');
    expect(shop.requests).toHaveLength(20);
  });
});

describe('the way to pay', () => {
  test('is one that the shop offers', async () => {
    const shop = shopWith();
    const answer = await shop.post(formEvent({ gateway: 'adyen' }));
    expect(answer.statusCode).toBe(400);
    expect(answer.body).toContain('The shop does not offer this way to pay.');
    expect([...shop.orders.steps, ...shop.requests]).toEqual([]);
  });

  test('is none that the shop’s own server takes care of', async () => {
    const shop = shopWith({ accounts: [accountOf('stripe', { integration: 'server' })] });
    expect((await shop.post()).statusCode).toBe(400);
  });

  test('without a secret is not ready: that is counted, and leaves no address behind', async () => {
    const shop = shopWith({ secrets: () => undefined });
    const answer = await shop.post();
    expect(answer.statusCode).toBe(503);
    expect(answer.body).toContain('This way to pay is not ready yet');
    expect(shop.counted()).toEqual(['SecretMissing']);
    expect([shop.orders.all.size, shop.requests.length]).toEqual([0, 0]);
  });

  test('whose key was replaced is asked again with the new one', async () => {
    const [old, fresh] = [secretOf('stripe', 'a'), secretOf('stripe', 'b')];
    const shop = shopWith({
      secrets: (_, isRefreshed) => (isRefreshed ? fresh : old),
      answers: ({ headers }) =>
        headers['authorization'] === `Bearer ${fresh['secretKey']}`
          ? { status: 200, body: '{"url":"https://checkout.stripe.com/c/pay/cs_1"}' }
          : { status: 401, body: '{}' },
    });
    expect(await shop.post()).toEqual(redirected);
    expect(shop.requests).toHaveLength(2);
  });

  test('whose key is refused and is the newest does not work; that is counted as our own fault', async () => {
    const shop = shopWith({ answers: () => ({ status: 401, body: '{"error":"key sk_live_1 is revoked"}' }) });
    const answer = await shop.post();
    expect(answer.statusCode).toBe(502);
    expect(answer.body).not.toContain('revoked');
    expect(shop.requests).toHaveLength(1);
    expect(shop.counted()).toEqual(['SessionFailed']);
  });
});

describe('trouble at the gateway', () => {
  test.each([
    ['no answer', new NoAnswerError('timeout'), 503, 'This way to pay does not work at the moment'],
    ['an error of its own', { status: 500, body: '' }, 503, 'This way to pay does not work at the moment'],
    ['too many requests', { status: 429, body: '' }, 503, 'This way to pay does not work at the moment'],
    ['a refusal', { status: 400, body: '{"error":"x"}' }, 502, 'The payment could not be started'],
    ['an unreadable answer', { status: 200, body: '<html>' }, 502, 'The payment could not be started'],
    ['a bug of ours', new Error('secret'), 502, 'The payment could not be started'],
  ])('%s is told with what to do next, and counted', async (_, met, status, title) => {
    const shop = shopWith({ answers: () => met });
    const answer = await shop.post();
    expect(answer.statusCode).toBe(status);
    expect(answer.body).toContain(`<h1>${title}</h1>`);
    expect(answer.body).toContain('Nothing was paid. Please choose another way to pay');
    expect(answer.body).toContain('<a href="https://shop.example/checkout/">Go back to the checkout</a>');
    expect(shop.counted()).toEqual([status === 502 ? 'SessionFailed' : 'GatewayUnavailable']);
  });

  test('a redirect to a host that is not the gateway’s is refused and told to the log', async () => {
    const shop = shopWith({
      answers: () => ({ status: 200, body: '{"url":"https://evil.example/pay?t=1"}' }),
    });
    const answer = await shop.post();
    expect([answer.statusCode, answer.multiValueHeaders['location']]).toEqual([502, undefined]);
    expect(answer.body).not.toContain('evil.example');
    expect(shop.logged()[0]).toMatchObject({
      message: 'gateway asked',
      outcome: 'refused',
      reason: 'foreign-redirect',
      statusCode: 200,
    });
    expect(shop.counted()).toEqual(['SessionFailed']);
  });

  test('an address with line ends becomes one line of the answer', async () => {
    const url = 'https://checkout.stripe.com/c/pay\r\nset-cookie: a=b\r\n\r\n<script>';
    const shop = shopWith({ answers: () => ({ status: 200, body: JSON.stringify({ url }) }) });
    const { multiValueHeaders } = await shop.post();
    expect(multiValueHeaders).toEqual({
      ...redirected.multiValueHeaders,
      location: ['https://checkout.stripe.com/c/payset-cookie:%20a=b%3Cscript%3E'],
    });
  });

  test('that goes on opens the circuit: shoppers are told at once, and when to come back', async () => {
    const shop = shopWith({ answers: () => new NoAnswerError('timeout') });
    for (let tried = 0; tried < 5; tried += 1) await shop.post();
    expect(shop.counted().filter((name) => name === 'CircuitOpened')).toHaveLength(1);
    const stored = shop.orders.all.get(reference);
    shop.clock.time += 10_000;
    const answer = await shop.post(formEvent({ line1: 'Another street 1' }));
    expect([answer.statusCode, answer.multiValueHeaders['retry-after']]).toEqual([503, ['20']]);
    expect(shop.requests).toHaveLength(5);
    expect(shop.orders.all.get(reference)).toEqual(stored);
  });

  test('of one gateway leaves the others alone', async () => {
    const shop = shopWith({
      answers: ({ url }) =>
        url.includes('stripe') ? new NoAnswerError('network') : { status: 401, body: '{}' },
    });
    for (let tried = 0; tried < 6; tried += 1) await shop.post();
    await shop.post(formEvent({ gateway: 'paypal' }));
    expect(shop.requests.map(({ url }) => new URL(url).host)).toEqual([
      ...Array.from({ length: 5 }, () => 'api.stripe.com'),
      'api-m.paypal.com',
    ]);
  });

  test('in our own stores is told as ours, without a word of what it was', async () => {
    const shop = shopWith({
      secrets: () => {
        throw new Error('AccessDenied: arn:aws:secretsmanager:eu-west-1:111111111111:secret:x');
      },
    });
    const answer = await shop.post(jsonEvent());
    expect(answer.statusCode).toBe(500);
    expect(JSON.parse(answer.body)).toEqual({
      type: 'https://shop.example/api/problems/internal_error',
      title: 'Something went wrong on our side',
      status: 500,
      detail: 'Please try again in a few minutes.',
      code: 'internal_error',
    });
    expect(shop.lines.join()).not.toContain('arn:aws');
    expect(shop.logged()[0]).toMatchObject({ level: 'error', message: 'session failed', error: 'Error' });
    expect(shop.counted()).toEqual(['SessionFailed']);
  });
});
