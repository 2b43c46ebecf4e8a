import { formatMoney } from './money.js';

/** @import { CartItem } from './cart.js' */
/** @import { Product } from './catalogue.js' */
/** @import { Money } from './money.js' */

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
  return formatMoney({ ...product.price, minor: product.price.minor * quantity });
}

/**
 * The sum of the lines. The shop sells in one currency, so the first line names it.
 *
 * @param {[OrderLine, ...OrderLine[]]} lines
 * @returns {Money}
 */
function sumOf(lines) {
  const minor = lines.reduce((sum, { product, quantity }) => sum + product.price.minor * quantity, 0);
  return { ...lines[0].product.price, minor };
}

/** @param {[OrderLine, ...OrderLine[]]} lines */
export function formatTotal(lines) {
  return formatMoney(sumOf(lines));
}

/**
 * @param {OrderLine[]} lines
 * @returns {lines is [OrderLine, ...OrderLine[]]}
 */
export function hasLines(lines) {
  return lines.length > 0;
}
