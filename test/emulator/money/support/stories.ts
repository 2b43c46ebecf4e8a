import { afterAll, beforeAll, expect } from '@jest/globals';
import { type Emulator, startEmulator } from '../../../support/emulator.ts';
import { type MoneyShop, openShop } from './money-shop.ts';

/** An emulator for all stories of a file, and a shop for each that asks for one. */
export function stories(): { readonly open: (...changes: OpeningChanges) => Promise<MoneyShop> } {
  let emulator: Emulator;
  const shops: MoneyShop[] = [];
  beforeAll(async () => {
    emulator = await startEmulator();
  }, 120_000);
  afterAll(async () => {
    await Promise.all(shops.map(({ stop }) => stop()));
    await emulator.stop();
  });
  return {
    open: async (...changes) => {
      const shop = await openShop(emulator, ...changes);
      shops.push(shop);
      return shop;
    },
  };
}

type OpeningChanges = Parameters<typeof openShop> extends [Emulator, ...infer Rest] ? Rest : never;

/** What an order has come to. */
export function endOf({ state, money, reviewReasons }: Awaited<ReturnType<MoneyShop['orderOf']>>) {
  const { capturedMinor, refundedMinor, disputedMinor } = money;
  return [state, capturedMinor, refundedMinor, disputedMinor, ...reviewReasons];
}

/** Has a gateway deliver events about a new order of a shop, one after the other; gives what the order has come to. */
export async function happen(
  shop: MoneyShop,
  gateway: string,
  told: (reference: string) => readonly (object | string)[],
): Promise<readonly unknown[]> {
  const placed = await shop.place(gateway);
  for (const content of told(placed.reference)) expect(await shop.deliver(gateway, content)).toBe(200);
  await shop.settle();
  return endOf(await shop.orderOf(placed));
}
