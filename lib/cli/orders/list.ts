import { orderStates } from '../../../lambda/shared/orders/order.ts';
import { listOrders } from '../../../lambda/shared/orders/order-list.ts';
import type { OrderListing } from '../../../lambda/shared/orders/order-store.ts';
import { isCalendarDay } from '../../calendar-day.ts';
import { roleHelp } from '../command-works.ts';
import { oneOf, parseOptions } from '../options.ts';
import { type ExitCode, type Output, UsageError } from '../output.ts';
import { translateAwsError } from '../translate-aws-error.ts';
import { listCsv, listText } from './order-text.ts';
import { openOrders, orderOptions, orderOptionsHelp } from './orders.ts';

const help = `List orders by their state

Usage: palisade order list [options]

It lists the orders that came into a state on a day or later and are in it still, the oldest first. Nothing personal is listed.

Options:
      --state STATE        ${orderStates.join(', ')} (default: paid)
      --since DAY          as year, month and day, in UTC (default: 30 days ago)
  -f, --format FORMAT      text, json or csv (default: text)
${orderOptionsHelp}
${roleHelp('order list')}

Exit codes: 0 listed, 2 the command could not run
`;

/** `palisade order list`: the orders that are in a state, from the index. */
export async function listOfOrders(args: readonly string[], output: Output): Promise<ExitCode> {
  const { values, positionals } = parseOptions(args, {
    ...orderOptions,
    state: { type: 'string', default: 'paid' },
    since: { type: 'string' },
    format: { type: 'string', short: 'f', default: 'text' },
  });
  if (values.help) {
    output.out(help);
    return 0;
  }
  if (positionals.length > 0) {
    throw new UsageError(`found ${positionals.join(' ')}, palisade order list takes no argument`);
  }
  const format = oneOf(values.format, ['text', 'json', 'csv'], 'format');
  const state = oneOf(values.state, orderStates, 'state');
  const since = sinceOf(values.since, output.now);
  const { table, what } = openOrders(values, output);
  const list = listOrders(table.client, table.name, { state, since, until: output.now });
  const orders = await translateAwsError(all(list), what);
  output.out(formats[format](orders));
  return 0;
}

const formats: Readonly<Record<'text' | 'json' | 'csv', (orders: readonly OrderListing[]) => string>> = {
  text: listText,
  json: (orders) => `${JSON.stringify({ orders }, null, 2)}\n`,
  csv: listCsv,
};

async function all(list: AsyncGenerator<OrderListing>): Promise<readonly OrderListing[]> {
  const orders: OrderListing[] = [];
  for await (const order of list) orders.push(order);
  return orders;
}

const usualDays = 30;

function sinceOf(day: string | undefined, now: Date): Date {
  if (day === undefined) return new Date(now.getTime() - usualDays * 24 * 60 * 60 * 1000);
  if (!isCalendarDay(day)) throw new UsageError(`--since: found ${day}, write a day such as 2026-03-31`);
  const time = new Date(`${day}T00:00:00Z`);
  if (time > now) throw new UsageError(`--since: found ${day}, which is yet to come`);
  return time;
}
