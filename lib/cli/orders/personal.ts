import { createOrderEraser } from '../../../lambda/shared/orders/dynamo-erasure.ts';
import { createDynamoEvents } from '../../../lambda/shared/orders/dynamo-events.ts';
import { createCustomerFinder, createShopperFinder } from '../../../lambda/shared/orders/dynamo-orders.ts';
import { expiryOf } from '../../../lambda/shared/orders/order-retention.ts';
import { daysInBackups } from '../../config/backup-config.ts';
import { roleHelp } from '../command-works.ts';
import { type ExitCode, type Output, UsageError } from '../output.ts';
import { translateAwsError } from '../translate-aws-error.ts';
import { reasonOf } from './decide.ts';
import {
  caller,
  type Orders,
  openOrders,
  orderNamed,
  orderOptionsHelp,
  parseOrderOptions,
} from './orders.ts';

const exportHelp = `Export everything that the shop keeps about an order, for the person who placed it

Usage: palisade order export ORDER [options]

It prints JSON with the order, its shopper, the payment events and the days until which each part is kept. The gateways keep
records of their own.

Options:
${orderOptionsHelp}
${roleHelp('order export')}

Exit codes: 0 exported, 2 the command could not run
`;

const eraseHelp = `Erase who placed an order, at the person's request

Usage: palisade order erase ORDER --reason TEXT [options]

Name, address and mail address go at once, and cannot be brought back. What was paid stays as long as orders.keep of the
storefront file says; an order that nobody paid goes as a whole. Nothing is erased at the gateways.

Options:
      --reason TEXT        why, in a sentence without personal data
${orderOptionsHelp}
${roleHelp('order erase')}

Exit codes: 0 erased, 2 the command could not run
`;

/** `palisade order export ORDER`: all that is kept, as JSON. */
export async function exportOrder(args: readonly string[], output: Output): Promise<ExitCode> {
  const parsed = parseOrderOptions(args, exportHelp, output);
  if (!parsed) return 0;
  const orders = openOrders(parsed.values, output);
  const { order } = await orderNamed(orders, parsed.positionals);
  const { table, what } = orders;
  const shopper = await translateAwsError(createShopperFinder(table)(order.reference), what);
  const customer = await translateAwsError(createCustomerFinder(table)(order.reference), what);
  const events = createDynamoEvents(table.client, table.name);
  const loaded = await translateAwsError(Promise.all(order.applied.map((key) => events.load(key))), what);
  const expiry = expiryOf(order, orders.environment.retention);
  const keptUntil = { order: dayOf(expiry.order), ...(shopper && { shopper: dayOf(expiry.shopper) }) };
  const found = {
    order,
    shopper,
    customer,
    paymentEvents: loaded.filter((each) => each !== undefined),
    keptUntil,
  };
  output.out(`${JSON.stringify(found, null, 2)}\n`);
  return 0;
}

/** `palisade order erase ORDER`: forgets who placed it, and says what backups still hold. */
export async function eraseOrder(args: readonly string[], output: Output): Promise<ExitCode> {
  const parsed = parseOrderOptions(args, eraseHelp, output);
  if (!parsed) return 0;
  const reason = reasonOf(parsed.values.reason);
  const orders = openOrders(parsed.values, output);
  const read = await orderNamed(orders, parsed.positionals);
  const saying = { by: await caller(orders), reason, at: output.now.toISOString() };
  const erased = await translateAwsError(createOrderEraser(orders.table)(read, saying), orders.what);
  const { number } = read.order;
  if (erased === 'changed') {
    throw new UsageError(`the order ${number} changed meanwhile, repeat the command`);
  }
  output.out(`${number}: ${keptText(orders, read.order, erased)}\n${backupText(orders, output.now)}\n`);
  return 0;
}

type ErasedOrder = Parameters<typeof expiryOf>[0];

function keptText({ environment }: Orders, order: ErasedOrder, erased: 'shopper' | 'order'): string {
  if (erased === 'order') return 'erased as a whole: nobody paid it';
  const until = dayOf(expiryOf(order, environment.retention).order);
  return `who placed it is erased; what was paid is kept until ${until}`;
}

function backupText({ environment }: Orders, now: Date): string {
  const { erasedAfterDays: days } = daysInBackups(environment.backup);
  const until = dayOf(now.getTime() / 1000 + days * 24 * 60 * 60);
  return `Backups made before this end by ${until}, ${days} days from now: after a restore of one, repeat this command.`;
}

function dayOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}
