import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openPaymentsShop, type PaymentsShop } from '../support/payments-shop.ts';
import { load } from './load.ts';

const signingSecret = 'whsec_0123456789abcdef';

/** Delivers so many callbacks to a shop of their own, in a test, and prints how fast it was. */
export function testCallbacks(callbacks: number, { minutes }: { readonly minutes: number }): void {
  let shop: PaymentsShop;
  beforeAll(async () => {
    shop = await openPaymentsShop();
    await shop.stage(signingSecret);
  }, 600_000);
  afterAll(() => shop?.stop());

  const limit = minutes * 60_000;
  test(
    `${callbacks} callbacks, each event five times and all in disorder, leave every order as its ledger says`,
    async () => {
      const { figures, orders, ...result } = await load({ shop, callbacks, signingSecret });
      process.stderr.write(`${figures}\n`);
      expect(result).toEqual({
        statuses: { 200: callbacks },
        wrong: {},
        unsettled: { events: 0, deadLetters: 0 },
      });
      // Of each seven orders, 25 events are told.
      expect(orders).toBeGreaterThanOrEqual(Math.floor(callbacks / 25));
    },
    limit,
  );
}
