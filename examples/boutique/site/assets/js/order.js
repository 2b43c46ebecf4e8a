import { formatMoney } from './money.js';

/** @import { CartItem } from './cart.js' */
/** @import { Product } from './catalogue.js' */

/**
 * @typedef {object} OrderLine
 * @property {Product} product
 * @property {number} quantity
 */

/**
 * Joins the cart to the catalogue. A piece that is no longer sold is left out.
 *
 * @param {CartItem[]} cart
 * @param {Product[]} catalogue
 * @returns {OrderLine[]}
 */
export function orderLines(cart, catalogue) {
  const bySlug = new Map(catalogue.map((product) => [product.slug, product]));
  return cart.flatMap(({ slug, quantity }) => {
    const product = bySlug.get(slug);
    return product ? [{ product, quantity }] : [];
  });
}

/** @param {OrderLine} line */
export function formatLineTotal({ product, quantity }) {
  return formatMoney(product.priceMinor * quantity, product.currency);
}

/**
 * The total to show. The shop sells in one currency, so the first line names it.
 *
 * @param {[OrderLine, ...OrderLine[]]} lines
 */
export function formatTotal(lines) {
  const minor = lines.reduce((sum, { product, quantity }) => sum + product.priceMinor * quantity, 0);
  return formatMoney(minor, lines[0].product.currency);
}

/**
 * @param {OrderLine[]} lines
 * @returns {lines is [OrderLine, ...OrderLine[]]}
 */
export function hasLines(lines) {
  return lines.length > 0;
}
