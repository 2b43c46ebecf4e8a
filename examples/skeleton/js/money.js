const key = 'currency';

/**
 * Writes an amount in the language of the page, with the digits that the shop tells: browsers disagree about some currencies.
 *
 * @param {number} minor how many of the smallest units
 * @param {{ currency: string, digits: number }} unit
 */
export function moneyText(minor, { currency, digits }) {
  return new Intl.NumberFormat(document.documentElement.lang, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(minor / 10 ** digits);
}

/**
 * The currency that the shopper has chosen, of those that the shop sells in; the first one until then.
 *
 * @param {Readonly<Record<string, { digits: number }>>} currencies
 */
export function chosenUnit(currencies) {
  const [first = ''] = Object.keys(currencies);
  const chosen = localStorage.getItem(key) ?? '';
  const currency = Object.hasOwn(currencies, chosen) ? chosen : first;
  return { currency, digits: currencies[currency]?.digits ?? 2 };
}

/** @param {string} currency */
export function chooseCurrency(currency) {
  localStorage.setItem(key, currency);
}
