/**
 * Writes an amount in the language of the page, with the digits that the shop tells: browsers disagree about some currencies.
 *
 * @param {number} minor how many of the smallest units
 * @param {{ currency: string, digits: number }} unit
 */
export function moneyText(minor, { currency, digits }) {
  return new Intl.NumberFormat(document.documentElement.lang === 'nb' ? 'nb-NO' : 'en-IE', {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(minor / 10 ** digits);
}
