import { coloured, plain } from '../../paint.ts';
import { roleHelp } from '../command-works.ts';
import { oneOf } from '../options.ts';
import type { ExitCode, Output } from '../output.ts';
import { orderText } from './order-text.ts';
import { openOrders, orderNamed, orderOptionsHelp, parseOrderOptions } from './orders.ts';

const help = `Show what became of an order and of its payments

Usage: palisade order show ORDER [options]

ORDER is the order's number, such as K7QF-2MXP, or its reference. Nothing personal is shown: see palisade order export.

Options:
  -f, --format FORMAT      text or json (default: text)
${orderOptionsHelp}
${roleHelp('order show')}

Exit codes: 0 shown, 2 the command could not run
`;

/** `palisade order show ORDER`: state, sums, payments, and what operators decided. */
export async function showOrder(args: readonly string[], output: Output): Promise<ExitCode> {
  const parsed = parseOrderOptions(args, help, output);
  if (!parsed) return 0;
  const format = oneOf(parsed.values.format, ['text', 'json'], 'format');
  const { order } = await orderNamed(openOrders(parsed.values, output), parsed.positionals);
  const paint = output.isColoured ? coloured : plain;
  output.out(format === 'json' ? `${JSON.stringify({ order }, null, 2)}\n` : orderText(order, paint));
  return 0;
}
