import { expect, test } from '@jest/globals';
import { fromDecimal, fromGatewayUnits, toDecimal, toGatewayUnits } from '../../../lambda/gateways/money.ts';

test.each([
  [4250, 'EUR', '42.50'],
  [5, 'EUR', '0.05'],
  [100, 'USD', '1.00'],
  [4250, 'JPY', '4250'],
  [4250, 'KWD', '4.250'],
  [5, 'KWD', '0.005'],
])('%i of the smallest units of %s is %s, and back', (amountMinor, currency, text) => {
  expect(toDecimal(amountMinor, currency)).toBe(text);
  expect(fromDecimal(text, currency)).toBe(amountMinor);
});

test.each([
  ['10', 'EUR', 1000],
  [10, 'EUR', 1000],
  [10.1, 'EUR', 1010],
  ['10.100', 'EUR', 1010],
  ['4250.00', 'JPY', 4250],
  ['0.00', 'EUR', 0],
  ['0.010', 'EUR', 1],
])('reads %j %s as %i', (value, currency, amountMinor) => {
  expect(fromDecimal(value, currency)).toBe(amountMinor);
});

test.each([
  ['10.001', 'EUR'],
  ['0.5', 'JPY'],
  ['-1.00', 'EUR'],
  ['1e3', 'EUR'],
  ['1,000.00', 'EUR'],
  ['', 'EUR'],
  [Number.NaN, 'EUR'],
  [null, 'EUR'],
  ['1.00', undefined],
  ['1.00', 'XTS'],
  ['99999999999999999.00', 'EUR'],
])('reads no amount from %j %s', (value, currency) => {
  expect(fromDecimal(value, currency)).toBeUndefined();
});

test.each([
  [500, 'ISK', 2, 50000],
  [5000, 'HUF', 0, 50],
  [4250, 'EUR', 2, 4250],
])('%i %s is, counted with %i digits, %i, and back', (amountMinor, currency, digits, units) => {
  const exceptions = { [currency]: digits };
  expect(toGatewayUnits(amountMinor, currency, exceptions)).toBe(units);
  expect(fromGatewayUnits(units, currency, exceptions)).toBe(amountMinor);
});

test('throws for an amount that the gateway cannot count', () => {
  expect(() => toGatewayUnits(4250, 'HUF', { HUF: 0 })).toThrow(
    '4250 HUF has more digits than the gateway counts',
  );
});

test('has no amount without units or currency', () => {
  expect(fromGatewayUnits(undefined, 'EUR')).toBeUndefined();
  expect(fromGatewayUnits(1, undefined)).toBeUndefined();
});

test('makes and reads no amount in what is no currency: its digits would be a guess', () => {
  expect(() => toDecimal(100, 'XYZ')).toThrow("'XYZ' is no currency of ISO 4217");
  expect(() => toGatewayUnits(100, 'XXX')).toThrow("'XXX' is no currency of ISO 4217");
  expect(fromGatewayUnits(100, 'XYZ')).toBeUndefined();
});
