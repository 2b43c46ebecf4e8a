import { expect, test } from '@jest/globals';
import json from '../../../lambda/gateways/currencies.json' with { type: 'json' };
import { currencyDigits, isCurrency } from '../../../lambda/gateways/currencies.ts';

test.each([
  ['EUR', 2],
  ['JPY', 0],
  ['ISK', 0],
  ['KWD', 3],
  ['HUF', 2],
  ['IDR', 2],
  ['COP', 2],
  ['UGX', 0],
])('%s has %i digits, as ISO 4217 says and browsers not always do', (code, digits) => {
  expect([isCurrency(code), currencyDigits(code)]).toEqual([true, digits]);
});

test.each(['XYZ', 'XXX', 'XTS', 'XAU', 'XDR', 'CHE', 'eur', '', 'constructor'])(
  '%j is no currency',
  (code) => {
    expect([isCurrency(code), currencyDigits(code)]).toEqual([false, undefined]);
  },
);

test('nobody pays in a withdrawn currency, and its amounts can still be read', () => {
  expect([isCurrency('HRK'), currencyDigits('HRK')]).toEqual([false, 2]);
});

test('no code is named twice', () => {
  const codes = [...Object.values(json.digits), ...Object.values(json.withdrawn.digits)].flatMap((each) =>
    each.split(' '),
  );
  expect(codes.filter((code, index) => codes.indexOf(code) !== index || !/^[A-Z]{3}$/.test(code))).toEqual(
    [],
  );
});
