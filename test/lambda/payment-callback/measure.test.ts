import { expect, test } from '@jest/globals';
import { type Rate, rates } from './support/measure.ts';

test('what the bench measures are deliveries that are answered as they must be', async () => {
  const measured: Rate[] = [];
  for await (const rate of rates({ seconds: 0, calls: 2 })) measured.push(rate);
  expect(measured.map(({ gateway }) => gateway)).toEqual([
    'stripe',
    'square',
    'mollie',
    'razorpay',
    'checkoutcom',
    'authorizenet',
    'mercadopago',
    'paystack',
  ]);
  expect(measured.every(({ accepted, refused }) => accepted > 0 && refused > 0)).toBe(true);
});
