import { expect, test } from '@jest/globals';
import { deliveryOf, header } from '../../../lambda/gateways/delivery.ts';

const url = 'https://shop.example/api/callback';

test('keeps the bytes of a body that was sent as base64', () => {
  const body = Buffer.from([0x7b, 0x80, 0xfe, 0x7d]);
  const delivery = deliveryOf({ body: body.toString('base64'), isBase64Encoded: true }, url);
  expect(delivery.body).toEqual(body);
});

test('takes a body of text for its bytes in UTF-8, and none for no bytes', () => {
  expect(deliveryOf({ body: 'é', isBase64Encoded: false }, url).body).toEqual(Buffer.from([0xc3, 0xa9]));
  expect(deliveryOf({ body: null }, url).body).toEqual(Buffer.alloc(0));
  expect(deliveryOf({}, url).body).toEqual(Buffer.alloc(0));
});

test('finds a header whatever the case of its name', () => {
  const delivery = deliveryOf({ headers: { 'X-Signature': 'a' } }, url);
  expect(header(delivery, 'x-signature')).toBe('a');
});

test('has no value for a header that arrived twice, in one case or in two', () => {
  const twice = deliveryOf({ multiValueHeaders: { 'x-signature': ['a', 'b'] } }, url);
  const inTwoCases = deliveryOf({ headers: { 'x-signature': 'a', 'X-Signature': 'b' } }, url);
  for (const delivery of [twice, inTwoCases]) {
    expect(header(delivery, 'x-signature')).toBeUndefined();
    expect(delivery.headers.get('x-signature')).toEqual(['a', 'b']);
  }
});

test('does not fall back to the last of several values', () => {
  const delivery = deliveryOf(
    { headers: { 'x-signature': 'b' }, multiValueHeaders: { 'x-signature': ['a', 'b'] } },
    url,
  );
  expect(header(delivery, 'x-signature')).toBeUndefined();
});

test('keeps the query encoded, with each value of a name', () => {
  const delivery = deliveryOf(
    { multiValueQueryStringParameters: { 'data.id': ['1%3B', '2'], type: ['payment'] } },
    url,
  );
  expect(delivery.query).toBe('data.id=1%3B&data.id=2&type=payment');
  expect(deliveryOf({ queryStringParameters: { type: 'payment' } }, url).query).toBe('type=payment');
});

test('knows the callback address from the configuration, never from the host of the request', () => {
  const delivery = deliveryOf({ httpMethod: 'POST', headers: { host: 'evil.example' } }, url);
  expect([delivery.registeredUrl, delivery.method]).toEqual([url, 'POST']);
});

test('prefers the query that the edge carried as it was written to the map that a load balancer makes of it', () => {
  const map = { multiValueQueryStringParameters: { a: ['1', '3'], b: ['2'] } };
  expect(deliveryOf(map, url).query).toBe('a=1&a=3&b=2');
  const carried = { ...map, multiValueHeaders: { 'x-palisade-raw-query': ['a=1&b=2&a=3'] } };
  expect(deliveryOf(carried, url).query).toBe('a=1&b=2&a=3');
});
