import { section, text } from './fields.ts';

const span = 'days, months or years, such as 90d, 18mo or 10y';
const form = /^[1-9]\d{0,3}(?:d|mo|y)$/;

/** How long what is known about orders is kept. */
export const orders = section('How long the shop keeps its orders.', {
  keep: text(
    'How long an order that was paid, or that an operator has decided about, is kept after the end of the calendar year in which its state last changed: as long as the law asks for the records of sales, at most 10y.',
    form,
    span,
  ).default('10y'),
  personalFor: text(
    'How long name, addresses and mail address of the shopper are kept after the last change of the state; afterwards the order stays without them. Orders that nobody paid go after 30 days as a whole.',
    form,
    span,
  ).default('2y'),
  notify: address(
    'Address of the shop’s own system that is told each change of an order as a signed webhook, beside the event bus. Its signing secret is staged by an operator.',
    'https://erp.boutique.example/orders',
  ).optional(),
  quote: address(
    'Address of the shop’s own pricing system, which is asked what each order costs by a signed request, in place of the price list. Its signing secret is staged by an operator.',
    'https://prices.boutique.example/quotes',
  ).optional(),
});

/** An address that functions of the shop call. */
function address(description: string, example: string) {
  return text(
    description,
    /^https:\/\/(?=[^/]{1,253}(?:\/|$))(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])(?:\/[A-Za-z0-9._~/-]{0,200})?$/,
    `an https address without port and query, such as ${example}`,
  );
}

/** The longest that a span of time is, in days. */
export function daysOf(span: string): number {
  const count = Number.parseInt(span, 10);
  const days = span.endsWith('y') ? 365.25 : span.endsWith('mo') ? 31 : 1;
  return Math.ceil(count * days);
}
