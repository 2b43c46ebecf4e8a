import { describe, expect, test } from '@jest/globals';
import type { HttpEvent } from '../../../lambda/gateways/delivery.ts';
import { longestBody } from '../../../lambda/gateways/delivery.ts';
import { eventOf, fields, formEvent, jsonEvent, reference, shopWith } from './support/shop.ts';

const form = { 'content-type': 'application/x-www-form-urlencoded' };

/** What becomes of a request: the status and, as a script would read it, the problem. */
async function met(event: HttpEvent) {
  const shop = shopWith();
  const answer = await shop.post(event);
  const problem = answer.statusCode === 303 ? undefined : shop.logged().at(-1)?.outcome;
  return { status: answer.statusCode, problem, asked: shop.requests.length, answer };
}

function withHeader(name: string, ...values: readonly string[]): HttpEvent {
  const event = formEvent();
  return { ...event, multiValueHeaders: { ...event.multiValueHeaders, [name]: [...values] } };
}

function without(name: string): HttpEvent {
  const { [name]: _, ...rest } = formEvent().multiValueHeaders ?? {};
  return { ...formEvent(), multiValueHeaders: rest };
}

describe('a request is read', () => {
  test.each([
    ['as the load balancer encodes it', (event: HttpEvent) => event],
    [
      'in base64',
      (event: HttpEvent) => ({
        ...event,
        body: Buffer.from(event.body ?? '').toString('base64'),
        isBase64Encoded: true,
      }),
    ],
    [
      'with header names in capitals',
      ({ multiValueHeaders = {}, ...event }: HttpEvent) => ({
        ...event,
        multiValueHeaders: Object.fromEntries(
          Object.entries(multiValueHeaders).map(([name, values]) => [name.toUpperCase(), values]),
        ),
      }),
    ],
  ])('%s', async (_, change) => {
    for (const event of [formEvent(), jsonEvent()]) {
      const shop = shopWith();
      expect([303, 200]).toContain((await shop.post(change(event))).statusCode);
      expect(shop.orders.shoppers.get(reference)?.name).toBe('Ada Lovelace');
    }
  });

  test('whatever its texts are, in UTF-8 and without blanks around them', async () => {
    const shop = shopWith();
    await shop.post(formEvent({ name: ' Zoë O’Brien-Łukasz 李 ', line2: '  ' }));
    expect(shop.orders.shoppers.get(reference)).toMatchObject({ name: 'Zoë O’Brien-Łukasz 李' });
    expect(shop.orders.shoppers.get(reference)).not.toHaveProperty('line2');
  });

  test('with the name of a cart in capitals as with the same in small letters', async () => {
    const shop = shopWith();
    await shop.post(formEvent({ checkout: fields.checkout.toUpperCase() }));
    expect(shop.order().reference).toBe(reference);
  });

  test.each([
    ['a browser that says where the form stood', formEvent()],
    ['a browser that says nothing about it', without('sec-fetch-site')],
    ['a browser that sends no origin', without('origin')],
    ['a form with its character set', withHeader('content-type', `${form['content-type']}; charset=UTF-8`)],
  ])('from %s', async (_, event) => {
    expect(await met(event)).toMatchObject({ status: 303, asked: 1 });
  });
});

describe('a request is refused', () => {
  test.each([
    ['GET', formEvent, 405, 'method_not_allowed'],
    ['HEAD', formEvent, 405, 'method_not_allowed'],
    ['PUT', formEvent, 405, 'method_not_allowed'],
    ['OPTIONS', formEvent, 405, 'method_not_allowed'],
  ] as const)('by its method %s, and told which one is right', async (httpMethod, event, status, problem) => {
    const { answer, ...rest } = await met({ ...event(), httpMethod });
    expect(rest).toEqual({ status, problem, asked: 0 });
    expect(answer.multiValueHeaders['allow']).toEqual(['POST']);
  });

  test.each([
    ['another shop', withHeader('origin', 'https://evil.example')],
    ['a host that begins like the shop’s', withHeader('origin', 'https://shop.example.evil.example')],
    ['the shop without TLS', withHeader('origin', 'http://shop.example')],
    ['a frame without an origin', withHeader('origin', 'null')],
    ['two origins', withHeader('origin', 'https://shop.example', 'https://evil.example')],
    ['another site', withHeader('sec-fetch-site', 'cross-site')],
    ['another host of the site', withHeader('sec-fetch-site', 'same-site')],
    ['both at once', withHeader('sec-fetch-site', 'same-origin', 'cross-site')],
  ])('when it comes from %s', async (_, event) => {
    expect(await met(event)).toMatchObject({ status: 403, problem: 'cross_site_request', asked: 0 });
  });

  test.each([
    ['text/plain', withHeader('content-type', 'text/plain')],
    ['a multipart form', withHeader('content-type', 'multipart/form-data; boundary=x')],
    ['XML', withHeader('content-type', 'application/xml')],
    ['two types at once', withHeader('content-type', 'application/json', form['content-type'])],
    ['another character set', withHeader('content-type', `${form['content-type']}; charset=utf-16`)],
    ['compressed', withHeader('content-encoding', 'gzip')],
    ['of no type', without('content-type')],
  ])('when it is %s', async (_, event) => {
    expect(await met(event)).toMatchObject({ status: 415, problem: 'unsupported_media_type', asked: 0 });
  });

  test('when it is larger than 8 KiB, also in base64', async () => {
    const fits = formEvent({ padding: '' });
    const padding = 'x'.repeat(longestBody - (fits.body ?? '').length);
    expect(await met(formEvent({ padding }))).toMatchObject({ status: 303 });
    const large = formEvent({ padding: `${padding}x` });
    expect(await met(large)).toMatchObject({ status: 413, problem: 'payload_too_large', asked: 0 });
    const encoded = { body: Buffer.from(large.body ?? '').toString('base64'), isBase64Encoded: true };
    expect(await met({ ...large, ...encoded })).toMatchObject({ status: 413 });
  });

  test.each([
    ['an empty form', eventOf('', form)],
    ['a field that is there twice', eventOf(`${formEvent().body}&gateway=paypal`, form)],
    ['a cart whose name is no UUID', formEvent({ checkout: 'cart-1' })],
    [
      'a cart whose name could be guessed, as of another version of UUIDs',
      formEvent({ checkout: '3f2b8c1e-5d4a-1e6f-9a7b-0c1d2e3f4a5b' }),
    ],
    ['text that is no JSON', eventOf('{', { 'content-type': 'application/json' })],
    ['JSON that is no object', eventOf('[]', { 'content-type': 'application/json' })],
    ['JSON that is not UTF-8', notUtf8()],
    ['a card without a token', jsonEvent({ card: { brand: 'visa' } })],
    ['a card whose token has blanks', jsonEvent({ card: { token: 'a b' } })],
    ['a card whose token is too long', jsonEvent({ card: { token: 'a'.repeat(4097) } })],
  ])('with the advice to start again: %s', async (_, event) => {
    expect(await met(event)).toMatchObject({ status: 400, problem: 'malformed_request', asked: 0 });
  });

  test.each([
    ['no JSON', 'moss-mug'],
    ['no list', '{"slug":"moss-mug","quantity":1}'],
    ['empty', '[]'],
    [
      '101 lines long',
      JSON.stringify(Array.from({ length: 101 }, (_, i) => ({ slug: `a-${i}`, quantity: 1 }))),
    ],
    ['a list with none of a piece', '[{"slug":"moss-mug","quantity":0}]'],
    ['a list with a hundred of a piece', '[{"slug":"moss-mug","quantity":100}]'],
    ['a list with half a piece', '[{"slug":"moss-mug","quantity":0.5}]'],
    ['a list with a quantity that is text', '[{"slug":"moss-mug","quantity":"1"}]'],
    ['a list with a piece twice', '[{"slug":"moss-mug","quantity":1},{"slug":"moss-mug","quantity":1}]'],
    ['a list with a path for a piece', '[{"slug":"../moss-mug","quantity":1}]'],
    ['a list with a name that every object has', '[{"slug":"__proto__","quantity":1}]'],
  ])('with the advice to look at the cart when that is %s', async (_, items) => {
    const { answer, ...rest } = await met(formEvent({ items }));
    expect(rest).toEqual({ status: 400, problem: 'malformed_cart', asked: 0 });
    expect(answer.body).toContain('<a href="https://shop.example/cart/">Go to the cart</a>');
  });

  test.each([
    ['a piece that is no longer sold', 'tea-bowl', 'cart_outdated', 'a piece that we no longer sell'],
    ['a name that every object has', 'constructor', 'cart_outdated', 'a piece that we no longer sell'],
    ['a piece that has no price in its currency', 'far-bowl', 'not_in_currency', 'order it separately'],
  ])('with the advice to change a cart that holds %s', async (_, slug, problem, advice) => {
    const items = JSON.stringify([
      { slug: 'moss-mug', quantity: 1 },
      { slug, quantity: 1 },
    ]);
    const { answer, ...rest } = await met(formEvent({ items }));
    expect(rest).toEqual({ status: 409, problem, asked: 0 });
    expect(answer.body).toContain(advice);
  });
});

describe('a field that cannot be used is named, and what stood in it is not repeated', () => {
  test.each([
    ['name', '', 'Full name', 'missing'],
    ['name', 'x'.repeat(101), 'Full name', 'too_long'],
    ['name', 'Ada\r\nBcc: all@example.com', 'Full name', 'malformed'],
    ['name', 'Ada\u0000', 'Full name', 'malformed'],
    ['name', 'Ada\u2028Lovelace', 'Full name', 'malformed'],
    ['email', 'ada', 'Email', 'malformed'],
    ['email', 'ada@example.com\r\nBcc: all@example.com', 'Email', 'malformed'],
    ['email', 'ada@@example.com', 'Email', 'malformed'],
    ['email', `${'a'.repeat(250)}@b.example`, 'Email', 'too_long'],
    ['line1', ' ', 'Street and house number', 'missing'],
    ['line2', 'y'.repeat(101), 'Flat, floor or company', 'too_long'],
    ['postalCode', '7500775007750', 'Postal code', 'too_long'],
    ['city', '', 'Town or city', 'missing'],
    ['country', 'France', 'Country', 'malformed'],
    ['country', 'fr', 'Country', 'malformed'],
    ['gateway', '', 'Way to pay', 'missing'],
    ['gateway', 'Stripe<script>', 'Way to pay', 'malformed'],
  ] as const)('%s as %j', async (name, value, label, code) => {
    const { answer, ...rest } = await met(formEvent({ [name]: value }));
    expect(rest).toEqual({ status: 400, problem: 'invalid_fields', asked: 0 });
    expect(answer.body).toContain(`<ul><li>${label}</li></ul>`);
    if (value.trim() !== '') expect(answer.body).not.toContain(value);
    const json = await met(jsonEvent({ [name]: value }));
    expect(JSON.parse(json.answer.body)).toEqual({
      type: 'https://shop.example/api/problems/invalid_fields',
      title: 'Please check what you entered',
      status: 400,
      detail: 'Something is missing, or is written in a way that we cannot use.',
      code: 'invalid_fields',
      errors: [{ field: name, code }],
    });
  });

  test.each([42, null, ['Ada'], { $gt: '' }])('a name of JSON as %j', async (name) => {
    expect(await met(jsonEvent({ name }))).toMatchObject({ status: 400, problem: 'invalid_fields' });
  });

  test('half a character of JSON', async () => {
    expect(await met(jsonEvent({ name: 'Ada \ud83d' }))).toMatchObject({ problem: 'invalid_fields' });
  });
});

describe('card data is refused before anything is made of it', () => {
  const number = '4242424242424242';
  const writings = {
    'as it is': number,
    'in groups': '4242 4242 4242 4242',
    'in another script': '４２４２４２４２４２４２４２４２',
    'in base64': Buffer.from(`card ${number}`).toString('base64'),
    'percent-encoded twice': encodeURIComponent(encodeURIComponent('4242-4242-4242-4242')),
    'in a sentence': `my card is ${number} thanks`,
  };
  const names = [...Object.keys(fields), 'card', 'comment'];
  const cases = names.flatMap((name) =>
    Object.entries(writings).map(([how, value]) => [name, how, value] as const),
  );

  test.each(cases)('in the field %s, %s', async (name, _, value) => {
    for (const event of [formEvent({ [name]: value }), jsonEvent({ [name]: value })]) {
      const shop = shopWith();
      const { statusCode, body } = await shop.post(event);
      expect(statusCode).toBe(422);
      expect(body).toContain('Please remove it and continue');
      expect([...shop.orders.steps, ...shop.requests]).toEqual([]);
      expect(shop.counted()).toContain('CardDataRefused');
      expect([body, ...shop.lines].join()).not.toContain(value);
      expect([body, ...shop.lines].join()).not.toContain(number);
    }
  });

  test('as a name of a field, as a number of JSON, deep in a list, and as the token of a card', async () => {
    for (const event of [
      formEvent({ [number]: '' }),
      jsonEvent({ phone: Number(number) }),
      jsonEvent({ items: [{ slug: 'moss-mug', quantity: Number(number) }] }),
      jsonEvent({ more: [[{ a: [number] }]] }),
      jsonEvent({ card: { token: number } }),
    ]) {
      expect(await met(event)).toMatchObject({ status: 422, problem: 'card_data_refused', asked: 0 });
    }
  });

  test('is told by place and kind alone', async () => {
    const shop = shopWith();
    await shop.post(formEvent({ city: number }));
    expect(shop.logged()[0]).toEqual({
      level: 'warn',
      service: 'payment-session',
      requestId: 'r-1',
      message: 'card data refused',
      findings: [{ where: 'city[0]', kind: 'number', brand: 'visa' }],
    });
  });

  test('also in a second field of the same name', async () => {
    expect(await met(eventOf(`${formEvent().body}&name=${number}`, form))).toMatchObject({ status: 422 });
  });
});

test('an order of ordinary texts is not mistaken for card data', async () => {
  const shop = shopWith();
  await shop.post(formEvent({ line1: 'Hauptstraße 12345', postalCode: '1012 AB', name: 'Jean-Luc 2nd' }));
  expect(shop.order().reference).toBe(reference);
});

function notUtf8(): HttpEvent {
  const body = Buffer.from(jsonEvent().body?.replace('Ada', '\u00e9') ?? '', 'latin1').toString('base64');
  return { ...jsonEvent(), body, isBase64Encoded: true };
}
