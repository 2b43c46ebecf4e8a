import { element } from './dom.js';
import { formatMoney } from './money.js';
import { STATUSES } from './orders-api.js';

/** @import { ShownOrder } from './orders-api.js' */

const DAY = new Intl.DateTimeFormat('en-IE', { dateStyle: 'long' });

/**
 * An order with what it holds, as an item of a list.
 *
 * @param {ShownOrder} order
 */
export function orderCard({
  number,
  status,
  placedAt,
  currency,
  digits,
  amountMinor,
  refundedMinor,
  lines,
  shipping,
}) {
  const money = (/** @type {number} */ minor) => formatMoney({ minor, currency, digits });
  const refund = refundedMinor > 0 ? `, ${money(refundedMinor)} paid back` : '';
  return element(
    'li',
    { class: 'panel' },
    element('h2', {}, `Order ${number}`),
    element('p', {}, `Placed on ${DAY.format(new Date(placedAt))}. ${STATUSES[status]}${refund}.`),
    element(
      'ul',
      {},
      ...lines.map(({ title, quantity, priceMinor }) =>
        element('li', {}, `${quantity} × ${title}, ${money(priceMinor * quantity)}`),
      ),
      ...(shipping ? [element('li', {}, `${shipping.title}, ${money(shipping.amountMinor)}`)] : []),
    ),
    element(
      'p',
      { class: 'total' },
      element('span', {}, 'Total '),
      element('strong', {}, money(amountMinor)),
    ),
  );
}
