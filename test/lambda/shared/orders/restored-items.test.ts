import { describe, expect, test } from '@jest/globals';
import type { Order } from '../../../../lambda/shared/orders/order.ts';
import {
  examineRestored,
  findingsText,
  isSound,
  type TableItem,
} from '../../../../lambda/shared/orders/restored-items.ts';
import { openOrder } from './support/orders.ts';
import { itemOf, paidOrder, reading, shopperItem } from './support/table-items.ts';

const backedUpAt = new Date('2026-01-03T00:00:00Z');
const examine = (restored: readonly TableItem[], live: readonly TableItem[]) =>
  examineRestored({ restored: reading(restored), live: reading(live), backedUpAt });
const none = { unbalanced: 0, unreadable: 0, different: 0, missing: 0 };
const table = [itemOf(paidOrder, 2), shopperItem(paidOrder)];

/** The same order with more captured than its ledger tells. */
const falsified: Order = { ...paidOrder, money: { ...paidOrder.money, capturedMinor: 1 } };

/** Another order, which was placed at a given time. */
const placed = (createdAt: string): Order => ({ ...openOrder, reference: 'ozzzzzzzzzzzzzzzzzzz', createdAt });

describe('a copy is sound', () => {
  test('when it says the same as the table in use, and its sums are those of the ledgers', async () => {
    const findings = await examine(table, table);
    expect(findings).toEqual({
      items: 2,
      orders: 1,
      sums: { EUR: paidOrder.money },
      flaws: none,
    });
    expect(paidOrder.money.capturedMinor).toBe(openOrder.amountMinor);
    expect(isSound(findings)).toBe(true);
    expect(findingsText(findings)).toBe(
      '2 items restored, 1 of them orders; all agree with their ledgers and with the table in use',
    );
  });

  const live: Readonly<Record<string, readonly TableItem[]>> = {
    'when an order has been paid since': [itemOf(paidOrder, 3), shopperItem(paidOrder)],
    'when a shopper was corrected together with the order': [
      itemOf(paidOrder, 3),
      { ...shopperItem(paidOrder), shopper: { name: 'B. Shopper' } },
    ],
    'when an order was placed after the backup': [...table, itemOf(placed('2026-01-03T01:00:00Z'))],
    'when an order was placed while the backup was made': [...table, itemOf(placed('2026-01-02T23:58:00Z'))],
    'when what it holds has expired or was erased in the table in use': [],
    'when an item is only kept for longer': table.map((item) => ({ ...item, expiresAt: 2_000_000_000 })),
  };
  test.each(Object.entries(live))('%s', async (_, items) => {
    expect((await examine(table, items)).flaws).toEqual(none);
  });

  test('whatever the order in which the members of an item come back', async () => {
    const reversed = table.map((item) => Object.fromEntries(Object.entries(item).toReversed()));
    expect((await examine(reversed, table)).flaws).toEqual(none);
  });
});

describe('a copy is flawed', () => {
  test.each<[string, readonly TableItem[], readonly TableItem[], Partial<typeof none>, string]>([
    [
      'when the sums of an order are not what its ledger adds up to, whatever the table in use says',
      [itemOf(falsified, 2)],
      [itemOf(falsified, 2)],
      { unbalanced: 1 },
      '1 unbalanced',
    ],
    [
      'when one of its items was changed',
      [itemOf({ ...paidOrder, number: 'AAAA-AAAA' }, 2), shopperItem(paidOrder)],
      table,
      { different: 1 },
      '1 different',
    ],
    [
      'when a shopper is another one, and the order is the same version',
      [itemOf(paidOrder, 2), { ...shopperItem(paidOrder), shopper: { name: 'B. Shopper' } }],
      table,
      { different: 1 },
      '1 different',
    ],
    [
      'when an item has a version that the table in use has not come to',
      [itemOf(paidOrder, 3), shopperItem(paidOrder)],
      table,
      { different: 1 },
      '1 different',
    ],
    [
      'when an order is missing that is older than the backup',
      table,
      [...table, itemOf(placed('2026-01-02T00:00:00Z'))],
      { missing: 1 },
      '1 missing',
    ],
    ['when nothing was restored', [], table, { missing: 1 }, '1 missing'],
    [
      'when an order cannot be read',
      [{ ...itemOf(paidOrder, 2), order: 'none' }, shopperItem(paidOrder)],
      table,
      { unreadable: 1, different: 1 },
      '1 unreadable, 1 different',
    ],
  ])('%s', async (_, restored, live, flaws, said) => {
    const findings = await examine(restored, live);
    expect(findings.flaws).toEqual({ ...none, ...flaws });
    expect(isSound(findings)).toBe(false);
    expect(findingsText(findings)).toMatch(new RegExp(`; ${said}$`));
  });
});
