/**
 * Writes an amount of minor units (cents) as a price.
 *
 * @param {number} minor
 * @param {string} currency
 */
export function formatMoney(minor, currency) {
  return new Intl.NumberFormat('en-IE', { style: 'currency', currency }).format(minor / 100);
}
