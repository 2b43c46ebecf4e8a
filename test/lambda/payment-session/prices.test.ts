import { describe, expect, test } from '@jest/globals';
import type { HttpEvent } from '../../../lambda/gateways/delivery.ts';
import { versionOf } from '../../../lambda/shared/catalogue/released-catalogue.ts';
import { accountOf } from '../gateways/support/accounts.ts';
import { eventOf, formEvent, jsonEvent, products, shopWith } from './support/shop.ts';

/** What becomes of a request: the status and, as a script would read it, the problem. */
async function met(event: HttpEvent) {
  const shop = shopWith();
  const answer = await shop.post(event);
  const problem = answer.statusCode === 303 ? undefined : shop.logged().at(-1)?.outcome;
  return { status: answer.statusCode, problem, asked: shop.requests.length, answer };
}

describe('a price is the shop’s own', () => {
  test('in the currency that the shopper chose, which is required where there are two', async () => {
    const items = '[{"slug":"moss-mug","quantity":2}]';
    const shop = shopWith();
    await shop.post(formEvent({ items, currency: 'JPY', total: '8400' }));
    expect(shop.order()).toMatchObject({ currency: 'JPY', amountMinor: 8400 });
    expect(shop.request().body).toContain(
      'currency%5D=jpy&line_items%5B0%5D%5Bprice_data%5D%5Bunit_amount%5D=8400',
    );
    const { answer, ...rest } = await met(formEvent({ items, currency: '' }));
    expect(rest).toEqual({ status: 400, problem: 'invalid_fields', asked: 0 });
    expect(answer.body).toContain('Currency');
  });

  test('without a currency in the request where the shop has but one', async () => {
    const shop = shopWith({
      catalogue: { products: [{ slug: 'mug', title: 'Mug', prices: { NOK: 32000 } }] },
    });
    await shop.post(formEvent({ items: '[{"slug":"mug","quantity":1}]', currency: '' }));
    expect(shop.order()).toMatchObject({ currency: 'NOK', amountMinor: 32000 });
  });

  test('and is not charged where the page showed another sum', async () => {
    const { status, problem, asked, answer } = await met(formEvent({ total: '14199' }));
    expect([status, problem, asked]).toEqual([409, 'cart_outdated', 0]);
    expect(answer.body).toContain('A price has changed');
    expect(await met(formEvent({ total: '14200' }))).toMatchObject({ status: 303 });
  });

  test('and is not sent to a gateway that takes another currency', async () => {
    const accounts = [accountOf('paypal')];
    const catalogue = { products: [{ slug: 'mug', title: 'Mug', prices: { EUR: 2800, KRW: 42000 } }] };
    const shop = shopWith({ accounts, catalogue });
    const items = '[{"slug":"mug","quantity":1}]';
    const { statusCode } = await shop.post(
      jsonEvent({ gateway: 'paypal', currency: 'KRW', items: JSON.parse(items) }),
    );
    expect([statusCode, shop.requests, shop.orders.all.size]).toEqual([409, [], 0]);
  });

  test('with what delivery costs, and written down with the catalogue that said so', async () => {
    const catalogue = {
      products: [{ slug: 'mug', title: 'Mug', prices: { EUR: 2800 } }],
      shipping: [{ countries: ['FR'], title: 'Parcel', prices: { EUR: [{ from: 0, price: 690 }] } }],
      tax: [{ countries: ['FR'], rates: { standard: 20 } }],
    };
    const shop = shopWith({ catalogue });
    const items = '[{"slug":"mug","quantity":1}]';
    await shop.post(formEvent({ items, total: '3490' }));
    expect(shop.order()).toMatchObject({
      amountMinor: 3490,
      lines: [{ slug: 'mug', tax: { percent: 20, amountMinor: 467 } }],
      shipping: { title: 'Parcel', amountMinor: 690, tax: { percent: 20, amountMinor: 115 } },
      tax: { amountMinor: 582, isIncluded: true },
      catalogue: versionOf(JSON.stringify(catalogue)),
    });
    const abroad = await shopWith({ catalogue }).post(formEvent({ items, country: 'CH' }));
    expect(abroad.body).toContain('We do not send this order to the country of the address.');
  });
});

describe('pages read what the shop sells', () => {
  const read = (changes: object) =>
    shopWith().post({ httpMethod: 'GET', path: '/api/catalogue', ...changes });

  test('with the digits of its currencies, for half a minute', async () => {
    const { statusCode, multiValueHeaders, body } = await read({});
    const { version, currencies, catalogue } = JSON.parse(body);
    expect([statusCode, catalogue]).toEqual([200, { products }]);
    expect(currencies).toEqual({ EUR: { digits: 2 }, JPY: { digits: 0 }, USD: { digits: 2 } });
    expect(version).toBe(versionOf(JSON.stringify({ products })));
    expect(multiValueHeaders).toMatchObject({
      'cache-control': ['public, max-age=30'],
      etag: [`"${version}"`],
    });
  });

  test('and learn that it is still the same', async () => {
    const etag = `"${versionOf(JSON.stringify({ products }))}"`;
    const { statusCode, body } = await read({ multiValueHeaders: { 'if-none-match': [etag] } });
    expect([statusCode, body]).toEqual([304, '']);
  });

  test('and change nothing there', async () => {
    const { statusCode, multiValueHeaders } = await read({ httpMethod: 'POST' });
    expect([statusCode, multiValueHeaders['allow']]).toEqual([405, ['GET, HEAD']]);
  });
});

describe('what a cart costs is told before it is ordered', () => {
  const catalogue = {
    products: [{ slug: 'mug', title: 'Mug', prices: { EUR: 2800 } }],
    shipping: [{ countries: ['FR'], title: 'Parcel', prices: { EUR: [{ from: 0, price: 690 }] } }],
    tax: [{ countries: ['FR'], rates: { standard: 20 } }],
  };
  const ask = (body: object) =>
    shopWith({ catalogue }).post({
      ...eventOf(JSON.stringify(body), { 'content-type': 'application/json' }),
      path: '/api/price',
    });

  test('with delivery and taxes, and how its amounts are written', async () => {
    const { statusCode, body } = await ask({ items: [{ slug: 'mug', quantity: 1 }], country: 'FR' });
    expect([statusCode, JSON.parse(body)]).toEqual([
      200,
      {
        currency: 'EUR',
        digits: 2,
        lines: [
          {
            slug: 'mug',
            title: 'Mug',
            quantity: 1,
            priceMinor: 2800,
            tax: { percent: 20, amountMinor: 467 },
          },
        ],
        shipping: { title: 'Parcel', amountMinor: 690, tax: { percent: 20, amountMinor: 115 } },
        tax: { amountMinor: 582, isIncluded: true },
        amountMinor: 3490,
        catalogue: versionOf(JSON.stringify(catalogue)),
      },
    ]);
  });

  test.each([
    [
      'a country that nothing is sent to',
      { items: [{ slug: 'mug', quantity: 1 }], country: 'CH' },
      409,
      'no_delivery',
    ],
    [
      'a piece that is not sold',
      { items: [{ slug: 'cup', quantity: 1 }], country: 'FR' },
      409,
      'cart_outdated',
    ],
    ['no country', { items: [{ slug: 'mug', quantity: 1 }] }, 400, 'invalid_fields'],
    ['no cart', { items: [], country: 'FR' }, 400, 'malformed_cart'],
  ])('or what keeps it from having a price: %s', async (_, asked, status, code) => {
    const { statusCode, body } = await ask(asked);
    expect([statusCode, JSON.parse(body).code]).toEqual([status, code]);
  });
});
