import { describe, expect, test } from '@jest/globals';
import { cardDataIn } from '../../client/card-guard.ts';
import type { CheckoutRequest } from '../../client/wire.ts';
import { passesLuhn } from '../../lambda/shared/card-guard/brand.ts';
import issuers from '../../lambda/shared/card-guard/issuers.json' with { type: 'json' };

const request: CheckoutRequest = {
  items: [{ slug: 'moss-mug', quantity: 1 }],
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  line1: 'Rue du Bac 12',
  postalCode: '75007',
  city: 'Paris',
  country: 'FR',
  gateway: 'stripe',
  checkout: '3f2b8c1e-5d4a-4e6f-9a7b-0c1d2e3f4a5b',
  locale: 'fr-FR',
};

describe('nothing is sent with', () => {
  test.each([
    ['a number', 'line2', '4242424242424242'],
    ['a number in groups', 'line2', '4242 4242-4242.4242'],
    ['a number inside of a sentence', 'name', 'Ada card 4242 4242 4242 4242 please'],
    ['a number that something is glued to', 'line1', '124242424242424242'],
    ['a number in wide digits', 'line1', '４２４２４２４２４２４２４２４２'],
    ['a number with what nobody sees between its digits', 'city', '4242\u200b4242\u200b4242\u200b4242'],
    ['a code beside its word', 'line2', 'CVC 737'],
    ['a code beside its German word', 'line2', 'Prüfnummer: 737'],
    ['a code alone', 'name', '737'],
    ['an expiry date', 'line2', '12/34'],
    ['an expiry date with its century', 'line2', 'valid until 03 / 2030'],
    ['a number for an address of mail', 'email', '4242424242424242@example.com'],
  ])('%s', (_, field, typed) => {
    expect(cardDataIn({ ...request, [field]: typed })).toEqual([field]);
  });

  test('a token that is itself a number', () => {
    expect(cardDataIn({ ...request, card: { token: '4242424242424242' } })).toEqual(['card']);
  });
});

describe('an honest shopper is let through with', () => {
  test.each([
    ['a Norwegian postal code', 'postalCode', '0150'],
    ['a number of a flat', 'line2', '1204'],
    ['a house with two numbers', 'line1', 'Storgata 12/14'],
    ['a phone number with its country', 'line2', '+47 912 34 567'],
    ['an address with a long number that no issuer has', 'line1', 'Parcel 1234567890123456'],
  ])('%s', (_, field, typed) => {
    expect(cardDataIn({ ...request, [field]: typed })).toEqual([]);
  });

  test('a token of digits and letters that holds a number by chance', () => {
    expect(cardDataIn({ ...request, card: { token: 'a4242424242424242f' } })).toEqual([]);
  });
});

describe('every number that the guard of the functions knows is refused:', () => {
  const ranges = issuers.brands.flatMap(({ brand, prefixes, lengths }) =>
    prefixes.flatMap((prefix) => lengths.map((length) => [brand, prefix, length] as const)),
  );
  test.each(ranges)('%s %s, %d digits', (_, prefix, length) => {
    for (const end of prefix.split('-')) {
      expect([end, cardDataIn({ ...request, line2: numberFrom(end, length) })]).toEqual([end, ['line2']]);
    }
  });
});

function numberFrom(prefix: string, length: number): string {
  const start = prefix.padEnd(length - 1, '0');
  const digit = [...'0123456789'].find((last) => passesLuhn(start + last));
  return `${start}${digit}`;
}
