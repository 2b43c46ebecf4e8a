import { readCart, watchCart } from '../cart.js';
import { loadCatalogue } from '../catalogue.js';
import { checkoutId } from '../checkout-id.js';
import { byId, element } from '../dom.js';
import { formatLineTotal, formatTotal, hasLines, orderLines, sumOf } from '../order.js';

/** @import { Money } from '../money.js' */
/** @import { OrderLine } from '../order.js' */

/** @param {OrderLine} line */
function summaryLine(line) {
  return element(
    'li',
    {},
    element('span', {}, `${line.quantity} × ${line.product.title}`),
    element('span', { class: 'amount' }, formatLineTotal(line)),
  );
}

/**
 * What the form sends of the order: slugs and quantities only. Prices, and so the amount to pay,
 * come from the server's own catalogue.
 *
 * @param {OrderLine[]} lines
 */
function itemsField(lines) {
  return JSON.stringify(lines.map(({ product, quantity }) => ({ slug: product.slug, quantity })));
}

/**
 * Sends along what the page shows as the sum: where the server's differs, the shop asks before anything is paid.
 *
 * @param {string} items
 * @param {Money} shown
 */
function fillHidden(items, shown) {
  byId('items', HTMLInputElement).value = items;
  byId('total-shown', HTMLInputElement).value = String(shown.minor);
  byId('currency', HTMLInputElement).value = shown.currency;
  byId('checkout-id', HTMLInputElement).value = checkoutId(items);
}

const catalogue = await loadCatalogue(byId('status', HTMLParagraphElement));
if (catalogue) {
  watchCart(() => {
    const lines = orderLines(readCart(), catalogue);
    byId('summary', HTMLUListElement).replaceChildren(...lines.map(summaryLine));
    byId('total', HTMLElement).textContent = hasLines(lines) ? formatTotal(lines) : '';
    if (hasLines(lines)) {
      fillHidden(itemsField(lines), sumOf(lines));
    }
    byId('empty', HTMLDivElement).hidden = hasLines(lines);
    byId('checkout', HTMLFormElement).hidden = !hasLines(lines);
  });
}
