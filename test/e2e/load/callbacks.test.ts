import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openPaymentsShop, type PaymentsShop } from '../support/payments-shop.ts';
import { load } from './load.ts';

const signingSecret = 'whsec_0123456789abcdef';
let shop: PaymentsShop;
beforeAll(async () => {
  shop = await openPaymentsShop();
  await shop.stage(signingSecret);
}, 120_000);
afterAll(() => shop?.stop());

test('2,000 callbacks, each event five times and all in disorder, leave every order as its ledger says', async () => {
  const { figures, ...result } = await load({ shop, callbacks: 2000, signingSecret });
  process.stderr.write(`${figures}\n`);
  expect(result).toEqual({
    statuses: { 200: 2000 },
    wrong: {},
    orders: expect.any(Number),
    unsettled: { events: 0, deadLetters: 0 },
  });
  expect(result.orders).toBeGreaterThan(110);
}, 300_000);
