import type { Paint } from '../paint.ts';
import { type CostLine, type Estimate, sumOf } from './estimate.ts';
import { pricesReadOn } from './price-table.ts';

/** Version of the JSON form; a change that breaks readers raises it. */
const costSchema = 'palisade-cost/1';

/** The estimates as a person reads them in a terminal. */
export function formatEstimates(estimates: readonly Estimate[], paint: Paint): string {
  return [
    ...estimates.flatMap((estimate) => [...section(estimate, paint), '']),
    paint.quiet(
      `List prices of ${pricesReadOn} in US dollars, without free tiers and taxes. What an account has once stands in the estimate of the account.`,
    ),
    '',
  ].join('\n');
}

/** The same for scripts. */
export function estimatesAsJson(estimates: readonly Estimate[]): string {
  const environments = estimates.map((estimate) => ({
    ...estimate,
    idleTotal: cents(sumOf(estimate.idle)),
    perThousandOrdersTotal: cents(sumOf(estimate.perThousandOrders)),
  }));
  return `${JSON.stringify({ schema: costSchema, pricesReadOn, environments }, null, 2)}\n`;
}

function section(estimate: Estimate, paint: Paint): readonly string[] {
  const { name, idle, perThousandOrders, unpriced } = estimate;
  const types = Object.entries(unpriced);
  return [
    paint.strong(
      `${name}: ${money(sumOf(idle))} a month idle, ${money(sumOf(perThousandOrders))} for 1,000 orders`,
    ),
    '  a month, idle',
    ...idle.map((line) => formatLine(line, paint)),
    '  for 1,000 orders',
    ...perThousandOrders.map((line) => formatLine(line, paint)),
    ...declinedIn(estimate, paint),
    ...(types.length === 0
      ? []
      : [
          `  ${paint.doubtful('not priced, so not in the sums')}: ${types.map(([type, count]) => `${count} ${type}`).join(', ')}`,
        ]),
  ];
}

function declinedIn({ declined }: Estimate, paint: Paint): readonly string[] {
  if (declined.length === 0) return [];
  return [
    '  declined, and what it would add a month',
    ...declined.map(
      ({ service, reason, lines }) =>
        `  ${money(sumOf(lines)).padStart(10)}  ${service}  ${paint.quiet(`${lines.map(rateOf).join('; ')}; ${reason}`)}`,
    ),
  ];
}

function rateOf({ price, quantity }: CostLine): string {
  return `${price.name}: ${rounded(quantity)} × ${price.dollars} per ${price.unit}`;
}

function formatLine({ price, quantity, dollars, region, uses, stacks }: CostLine, paint: Paint): string {
  const where = Object.entries(stacks).map(([stack, count]) => (count === 1 ? stack : `${stack} ${count}`));
  const why = uses.length > 0 ? uses.join('; ') : where.join(', ');
  const rate = `${rounded(quantity)} × ${price.dollars} per ${price.unit}`;
  return `  ${money(dollars).padStart(10)}  ${price.name}  ${paint.quiet(`${rate}, ${region}; ${why}`)}`;
}

function money(dollars: number): string {
  return `$${cents(dollars).toFixed(2)}`;
}

function cents(dollars: number): number {
  return Math.round(dollars * 100) / 100;
}

function rounded(quantity: number): string {
  return String(Math.round(quantity * 1000) / 1000);
}
