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
interface RestoreFlaws {
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
export async function examineRestored({
  restored,
  live,
  backedUpAt,
}: RestoredTable): Promise<RestoreFindings> {
  const { copies, ...money } = await readCopies(restored);
  const { different, missing } = await compareLive(copies, live, backedUpAt);
  const { orders, sums, unbalanced, unreadable } = money;
  return { items: copies.size, orders, sums, flaws: { unbalanced, unreadable, different, missing } };
}

async function readCopies(restored: AsyncIterable<TableItem>) {
  const copies = new Map<string, Copy>();
  const sums: Record<string, OrderSums> = {};
  const found = { orders: 0, unbalanced: 0, unreadable: 0 };
  for await (const item of restored) {
    copies.set(keyOf(item), copyOf(item));
    if (!isOrder(item)) continue;
    found.orders += 1;
    const money = moneyIn(item);
    if (!money) found.unreadable += 1;
    else if (!money.isBalanced) found.unbalanced += 1;
    if (money) sums[money.currency] = added(sums[money.currency], money.sums);
  }
  return { copies, sums, ...found };
}

async function compareLive(
  copies: ReadonlyMap<string, Copy>,
  live: AsyncIterable<TableItem>,
  backedUpAt: Date,
): Promise<Pick<RestoreFlaws, 'different' | 'missing'>> {
  const orders = new Set<unknown>();
  const others: TableItem[] = [];
  let missing = 0;
  for await (const item of live) {
    const fate = fateOf(item, copies.get(keyOf(item)));
    if (fate === 'new' && isOlder(item, backedUpAt)) missing += 1;
    if (fate === 'changed' && isOrder(item)) orders.add(item['pk']);
    if (fate === 'different') others.push({ pk: item['pk'], sk: item['sk'] });
  }
  // A shopper changes with the order alone, which then has another version.
  const different = others.filter((item) => !isShopper(item) || !orders.has(item['pk'])).length;
  return { different, missing };
}

/** What became of an item since its backup: it was written, or changed into a later version, or says something else for no reason. */
function fateOf(item: TableItem, copy: Copy | undefined): 'new' | 'changed' | 'different' | 'same' {
  if (!copy) return 'new';
  const now = copyOf(item);
  if (copy.version !== now.version)
    return Number(copy.version) < Number(now.version) ? 'changed' : 'different';
  return copy.digest === now.digest ? 'same' : 'different';
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
  return {
    version: item['version'] ?? item['generation'],
    digest: createHash('sha256').update(text).digest('base64'),
  };
}

/** DynamoDB keeps no order of members. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, member]) => [name, sorted(member)] as const);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
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
