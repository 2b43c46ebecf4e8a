/**
 * An amount as the shop's functions tell it. How many digits stand after the point is theirs to say: what a browser
 * knows of currencies differs from ISO 4217, by which the shop counts.
 *
 * @typedef {object} Money
 * @property {number} minor how many of the smallest units
 * @property {string} currency ISO 4217
 * @property {number} digits how many of its digits stand after the point
 */

/**
 * Writes an amount as a price.
 *
 * @param {Money} money
 */
export function formatMoney({ minor, currency, digits }) {
  return new Intl.NumberFormat('en-IE', {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(minor / 10 ** digits);
}
