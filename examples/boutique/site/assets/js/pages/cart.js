import { readCart, removeFromCart, watchCart } from '../cart.js';
import { cartRow } from '../cart-row.js';
import { loadCatalogue } from '../catalogue.js';
import { byId } from '../dom.js';
import { formatTotal, hasLines, orderLines } from '../order.js';

/** @import { CartRow } from '../cart-row.js' */
/** @import { Product } from '../catalogue.js' */
/** @import { OrderLine } from '../order.js' */

const status = byId('status', HTMLParagraphElement);
const heading = byId('heading', HTMLHeadingElement);
const list = byId('lines', HTMLUListElement);

/** @type {Map<string, CartRow>} */
const rows = new Map();

/** @param {Product} product */
function addRow(product) {
  const row = cartRow(product, () => {
    status.textContent = `Removed “${product.title}” from your cart.`;
    heading.focus();
  });
  rows.set(product.slug, row);
  list.append(row.root);
  return row;
}

/**
 * Brings the rows up to date in place, so that the list a buyer is using keeps the focus.
 *
 * @param {OrderLine[]} lines
 */
function updateRows(lines) {
  const slugs = new Set(lines.map((line) => line.product.slug));
  for (const [slug, row] of rows) {
    if (!slugs.has(slug)) {
      row.root.remove();
      rows.delete(slug);
    }
  }
  for (const line of lines) {
    const row = rows.get(line.product.slug) ?? addRow(line.product);
    row.update(line);
  }
}

/**
 * Takes out what is no longer sold, and says so.
 *
 * @param {Product[]} catalogue
 */
function removeUnsold(catalogue) {
  const sold = new Set(catalogue.map((product) => product.slug));
  for (const { slug } of readCart()) {
    if (!sold.has(slug)) {
      removeFromCart(slug);
      status.textContent = 'We took a piece out of your cart that is no longer sold.';
    }
  }
}

const catalogue = await loadCatalogue(status, 'Loading your cart…');
if (catalogue) {
  removeUnsold(catalogue);
  watchCart(() => {
    const lines = orderLines(readCart(), catalogue);
    updateRows(lines);
    byId('empty', HTMLDivElement).hidden = hasLines(lines);
    byId('filled', HTMLDivElement).hidden = !hasLines(lines);
    byId('total', HTMLElement).textContent = hasLines(lines) ? formatTotal(lines) : '';
  });
}
