import { createHash } from 'node:crypto';
import { summaryOf } from './ledger-summary.ts';
import type { OrderSums } from './order.ts';
import { orderKey, readOrderItem, shopperKey } from './order-item.ts';

/** An item of a table, as the document client reads it. */
export type TableItem = Readonly<Record<string, unknown>>;

/** What a restored table is held against. */
export interface RestoredTable {
  /** The items of the restored table. */
  readonly restored: AsyncIterable<TableItem>;
  /** The items of the table in use. */
  readonly live: AsyncIterable<TableItem>;
  /** When the backup was made: what is older has to be in it. */
  readonly backedUpAt: Date;
}

/** Why a restored table is none that the shop could go on with. */
export interface RestoreFlaws {
  /** Orders whose money is not what their own ledger adds up to. */
  readonly unbalanced: number;
  /** Items that cannot be read as what they ought to be. */
  readonly unreadable: number;
  /** Items that are the same version as in the table in use, and say something else. */
  readonly different: number;
  /** Items that were there when the backup was made, and are not in it. */
  readonly missing: number;
}

/** What was found in a restored table. */
export interface RestoreFindings {
  readonly items: number;
  readonly orders: number;
  /** Sums of all orders by currency, in the smallest unit of ISO 4217. */
  readonly sums: Readonly<Record<string, OrderSums>>;
  readonly flaws: RestoreFlaws;
}

/** What is written again without a change of what the item says. */
const volatile: ReadonlySet<string> = new Set([
  'pending',
  'receivedAt',
  'touchedAt',
  'outcome',
  'orderReference',
  'expiresAt',
  'generation',
  'count',
  'firstSeen',
  'lastSeen',
  'added',
]);

/** A backup is not of one moment; what was written within these milliseconds before it may be in it or not. */
const blurMs = 5 * 60 * 1000;

/**
 * Holds a restored table against the ledgers of its orders and against the table in use. Both are read once, from the beginning to
 * the end. What the table in use does not have any more has expired or was erased, and is no flaw.
 */
export async function examineRestored({ restored, live, backedUpAt }: RestoredTable): Promise<RestoreFindings> {
  const copies = new Map<string, Copy>();
  const found = { unbalanced: 0, unreadable: 0, different: 0, missing: 0 };
  const sums: Record<string, OrderSums> = {};
  let orders = 0;
  for await (const item of restored) {
    copies.set(keyOf(item), copyOf(item));
    if (!isOrder(item)) continue;
    orders += 1;
    const money = moneyIn(item);
    if (!money) found.unreadable += 1;
    else if (!money.isBalanced) found.unbalanced += 1;
    if (money) sums[money.currency] = added(sums[money.currency], money.sums);
  }
  const since = { orders: new Set<unknown>(), shoppers: [] as unknown[] };
  for await (const item of live) {
    const copy = copies.get(keyOf(item));
    const now = copyOf(item);
    if (!copy) found.missing += isOlder(item, backedUpAt) ? 1 : 0;
    else if (isOrder(item) && now.version !== copy.version) since.orders.add(item['pk']);
    else if (isShopper(item) && now.digest !== copy.digest) since.shoppers.push(item['pk']);
    if (copy && !isShopper(item) && isAnother(copy, now)) found.different += 1;
  }
  // A shopper changes with the order alone, which then has another version.
  found.different += since.shoppers.filter((pk) => !since.orders.has(pk)).length;
  return { items: copies.size, orders, sums, flaws: found };
}

/** Whether a shop could go on with what was restored. */
export function isSound({ flaws }: RestoreFindings): boolean {
  return Object.values(flaws).every((count) => count === 0);
}

/** What was found, in one sentence without personal data. */
export function findingsText(findings: RestoreFindings): string {
  const { items, orders, flaws } = findings;
  const said = `${items} items restored, ${orders} of them orders`;
  if (isSound(findings)) return `${said}; all agree with their ledgers and with the table in use`;
  const wrong = Object.entries(flaws).filter(([, count]) => count > 0);
  return `${said}; ${wrong.map(([flaw, count]) => `${count} ${flaw}`).join(', ')}`;
}

interface Copy {
  readonly version: unknown;
  readonly digest: string;
}

function keyOf({ pk, sk }: TableItem): string {
  return JSON.stringify([pk, sk]);
}

function isOrder({ sk }: TableItem): boolean {
  return sk === orderKey('').sk;
}

function isShopper({ sk }: TableItem): boolean {
  return sk === shopperKey('').sk;
}

/** What is written once, or changes with its version. */
function copyOf(item: TableItem): Copy {
  const said = isShopper(item) ? { shopper: item['shopper'] } : item;
  const stable = Object.entries(said).filter(([name]) => !volatile.has(name));
  const text = JSON.stringify(sorted(Object.fromEntries(stable)));
  return { version: item['version'] ?? item['generation'], digest: createHash('sha256').update(text).digest('base64') };
}

/** DynamoDB keeps no order of members. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, member]) => [name, sorted(member)] as const);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function isAnother(copy: Copy, live: Copy): boolean {
  if (copy.version !== live.version) return Number(copy.version) > Number(live.version);
  return copy.digest !== live.digest;
}

/** Only an order tells when it began to be; what belongs to it came with it. */
function isOlder(item: TableItem, backedUpAt: Date): boolean {
  const order = item['order'];
  if (typeof order !== 'object' || order === null || !('createdAt' in order)) return false;
  return Date.parse(String(order.createdAt)) < backedUpAt.getTime() - blurMs;
}

function moneyIn(item: TableItem) {
  try {
    const { order } = readOrderItem(item);
    const { state, capturedMinor, refundedMinor, disputedMinor } = summaryOf(order.ledger, order);
    const sums = { capturedMinor, refundedMinor, disputedMinor };
    const { money } = order;
    const isBalanced =
      state === order.state &&
      money.capturedMinor === capturedMinor &&
      money.refundedMinor === refundedMinor &&
      money.disputedMinor === disputedMinor;
    return { currency: order.currency, sums, isBalanced };
  } catch {
    // Whatever cannot be read is a flaw, whoever is to blame.
    return undefined;
  }
}

function added(one: OrderSums | undefined, other: OrderSums): OrderSums {
  return {
    capturedMinor: (one?.capturedMinor ?? 0) + other.capturedMinor,
    refundedMinor: (one?.refundedMinor ?? 0) + other.refundedMinor,
    disputedMinor: (one?.disputedMinor ?? 0) + other.disputedMinor,
  };
}
