import { describe, expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import type { HttpRequest, HttpResponse } from '../../../lambda/gateways/exchange.ts';
import { NoAnswerError } from '../../../lambda/shared/http/ask.ts';
import { formEvent, jsonEvent, shopWith } from './support/shop.ts';

const [current, previous, foreign] = ['a', 'b', 'c'].map(
  (letter) => `whsec_${Buffer.from(letter.repeat(32)).toString('base64')}`,
) as [string, string, string];
const now = new Date('2026-11-22T12:00:00.000Z');
const cart = [{ slug: 'made-to-measure', quantity: 2 }];

/** What the shop's own system says that two of it cost. */
const quote = {
  currency: 'EUR',
  lines: [{ slug: 'made-to-measure', title: 'Curtain, 2.40 m', quantity: 2, priceMinor: 10_050 }],
  shipping: { title: 'Courier', amountMinor: 1200 },
  discount: { title: 'For friends', amountMinor: 300 },
  tax: { amountMinor: 2100, isIncluded: false },
  totalMinor: 23_100,
};

/** How that system answers a question. */
type System = (question: HttpRequest) => HttpResponse | Error;

function signed(body: string, { id, key = current, at = now }: { id: string; key?: string; at?: Date }) {
  return {
    status: 200,
    body,
    signed: {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(key).sign(id, at, body),
    },
  };
}

const idOf = ({ headers }: HttpRequest) => headers['webhook-id'] ?? '';
const answering =
  (changes: object = {}): System =>
  (question) =>
    signed(JSON.stringify({ ...quote, ...changes }), { id: idOf(question) });

function shopAsking(system: System) {
  const questions: HttpRequest[] = [];
  const shop = shopWith({
    quoting: {
      url: 'https://prices.shop.example/quotes',
      keys: async () => [current, previous],
      send: async (question) => {
        questions.push(question);
        const answer = system(question);
        if (answer instanceof Error) throw answer;
        return answer;
      },
      shop: { shop: 'boutique', environment: 'prod' },
      newId: () => `quote_${questions.length + 1}`,
      now: () => now,
    },
  });
  const order = (changes: object = {}) => shop.post(jsonEvent({ items: cart, ...changes }));
  const price = (changes: object = {}) =>
    shop.post({
      ...jsonEvent({ items: cart, name: undefined, gateway: undefined, checkout: undefined, ...changes }),
      path: '/api/price',
    });
  return { ...shop, stored: shop.order, questions, order, price };
}

describe('an order that no list prices', () => {
  test('costs what the shop’s own system says, and is written down so', async () => {
    const shop = shopAsking(answering());
    expect((await shop.order({ total: 23_100 })).statusCode).toBe(200);
    const { lines, shipping, discount, tax, totalMinor: amountMinor } = quote;
    expect(shop.stored()).toMatchObject({ amountMinor, lines, shipping, discount, tax, quote: 'quote_1' });
    expect(shop.request().body).toContain('unit_amount%5D=23100');
  });

  test('is asked for by a question that is signed by both keys and names nobody', async () => {
    const shop = shopAsking(answering());
    await shop.order();
    const [question] = shop.questions as [HttpRequest];
    const signatures = [current, previous].map((key) =>
      new Webhook(key).sign('quote_1', now, question.body ?? ''),
    );
    expect(question.headers).toMatchObject({
      'webhook-id': 'quote_1',
      'webhook-signature': signatures.join(' '),
    });
    expect(JSON.parse(question.body ?? '')).toEqual({
      type: 'quote.requested',
      timestamp: now.toISOString(),
      data: {
        version: 1,
        id: 'quote_1',
        shop: 'boutique',
        environment: 'prod',
        items: cart,
        country: 'FR',
        postalCode: '75007',
        currency: 'EUR',
        catalogue: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    });
  });

  test('is shown with all its parts before it is ordered', async () => {
    const shop = shopAsking(answering());
    const { statusCode, body } = await shop.price();
    const { currency, lines, shipping, discount, tax, totalMinor: amountMinor } = quote;
    expect([statusCode, JSON.parse(body)]).toEqual([
      200,
      {
        ...{ currency, digits: 2, lines, shipping, discount, tax, amountMinor },
        catalogue: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
    expect([shop.requests, shop.orders.all.size]).toEqual([[], 0]);
  });

  test('is believed with a signature of the previous key, so that keys can change', async () => {
    const shop = shopAsking((question) =>
      signed(JSON.stringify(quote), { id: idOf(question), key: previous }),
    );
    expect((await shop.order()).statusCode).toBe(200);
  });

  test('is not charged where the page showed another sum', async () => {
    const shop = shopAsking(answering());
    const { statusCode, body } = await shop.order({ total: 23_099 });
    expect([statusCode, JSON.parse(body).code, shop.requests]).toEqual([409, 'cart_outdated', []]);
  });

  test.each([409, 422])(
    'is told to be outdated where the system sells it no longer, by a %i',
    async (status) => {
      const shop = shopAsking(() => ({ status, body: '' }));
      const { statusCode, body } = await shop.order();
      expect([statusCode, JSON.parse(body).code, shop.counted()]).toEqual([409, 'cart_outdated', []]);
    },
  );
});

describe('nothing is charged, and the shopper is asked to come back, where the system', () => {
  const other = (changes: Parameters<typeof signed>[1]) => signed(JSON.stringify(quote), changes);
  const line = quote.lines[0];

  test.each<readonly [string, System]>([
    ['does not answer', () => new NoAnswerError('timeout')],
    ['answers too much', () => new NoAnswerError('too large')],
    ['is in trouble', () => ({ status: 500, body: '' })],
    ['leads elsewhere', () => ({ status: 302, body: '' })],
    ['signs nothing', () => ({ status: 200, body: JSON.stringify(quote) })],
    ['signs with a key of somebody else', (question) => other({ id: idOf(question), key: foreign })],
    ['repeats what it has answered to another question', () => other({ id: 'quote_0' })],
    [
      'signed an hour ago',
      (question) => other({ id: idOf(question), at: new Date(now.getTime() - 3_600_000) }),
    ],
    [
      'is read by somebody who changes the sum',
      (question) => ({ ...other({ id: idOf(question) }), body: JSON.stringify({ ...quote, totalMinor: 1 }) }),
    ],
    ['answers what is no JSON', (question) => signed('12', { id: idOf(question) })],
    ['quotes another currency', answering({ currency: 'JPY' })],
    ['says how many digits a currency has', answering({ digits: 0 })],
    ['quotes a sum that is none of its parts', answering({ totalMinor: 23_099 })],
    ['quotes a part of a unit', answering({ lines: [{ ...line, priceMinor: 0.5 }], totalMinor: 3001 })],
    [
      'quotes nothing',
      answering({
        lines: [{ ...line, priceMinor: 0 }],
        shipping: undefined,
        discount: undefined,
        tax: undefined,
        totalMinor: 0,
      }),
    ],
    ['quotes a price below nothing', answering({ lines: [{ ...line, priceMinor: -1 }] })],
    ['leaves a line out', answering({ lines: [] })],
    ['quotes fewer pieces', answering({ lines: [{ ...line, quantity: 1 }], totalMinor: 13_050 })],
    ['adds a line', answering({ lines: [line, { ...line, slug: 'gift', priceMinor: 0 }] })],
    ['quotes a piece twice', answering({ lines: [line, { ...line, priceMinor: 0 }] })],
    ['takes off more than there is', answering({ discount: { title: 'All', amountMinor: 99_999_999 } })],
    [
      'includes more tax than the sum',
      answering({ tax: { amountMinor: 99_999, isIncluded: true }, totalMinor: 21_000 }),
    ],
  ])('%s', async (_, system) => {
    const shop = shopAsking(system);
    const { statusCode, multiValueHeaders, body } = await shop.order();
    expect([statusCode, JSON.parse(body).code]).toEqual([503, 'quote_unavailable']);
    expect(multiValueHeaders['retry-after']).toEqual(['30']);
    expect([shop.requests, shop.orders.all.size, shop.counted()]).toEqual([[], 0, ['SessionFailed']]);
  });

  test('has no key yet', async () => {
    const shop = shopWith({
      quoting: {
        url: 'https://prices.shop.example/quotes',
        keys: () => Promise.reject(new Error('the secret has no signing key')),
        send: () => Promise.reject(new Error('nothing is sent without a signature')),
        shop: { shop: 'boutique', environment: 'prod' },
        newId: () => 'quote_1',
        now: () => now,
      },
    });
    const { statusCode, body } = await shop.post(formEvent());
    expect([statusCode, shop.orders.all.size]).toEqual([503, 0]);
    expect(body).toContain('The price cannot be worked out at the moment');
  });
});

test('a currency that is none is not asked for', async () => {
  const shop = shopAsking(answering());
  const { statusCode, body } = await shop.order({ currency: 'XYZ' });
  expect([statusCode, JSON.parse(body).code, shop.questions]).toEqual([409, 'not_in_currency', []]);
});
