import { formatMoney } from './money.js';
import { askShop } from './orders-api.js';

/** @import { CartItem } from './cart.js' */

/**
 * What an order costs where it is sent, as the shop works it out. Amounts are in the smallest unit.
 *
 * @typedef {object} Price
 * @property {string} currency
 * @property {number} digits how many digits of an amount stand after the point
 * @property {{ title: string, quantity: number, priceMinor: number }[]} lines
 * @property {{ title: string, amountMinor: number }} [shipping] missing where prices include the delivery
 * @property {{ title: string, amountMinor: number }} [discount]
 * @property {{ amountMinor: number, isIncluded: boolean }} [tax]
 * @property {number} amountMinor what is to be paid
 */

/**
 * Asks the shop what an order costs at an address.
 *
 * @param {{ items: CartItem[], currency: string, country: string, postalCode?: string }} order
 * @returns {Promise<Price | string>} the price, or why there is none, in words for the shopper
 */
export async function askPrice(order) {
  try {
    const { status, answer } = await askShop('/api/price', order);
    return status === 200 ? answer : answer.detail;
  } catch {
    return 'We could not work out the price. Please check your connection and try again.';
  }
}

/**
 * The rows of an order, each with its amount: products, delivery, what is taken off, and a tax that comes on top.
 *
 * @param {Price} price
 * @returns {[string, string][]}
 */
export function priceRows(price) {
  const { lines, shipping, discount, tax } = price;
  const rows = [
    ...lines.map(({ title, quantity, priceMinor }) => ({
      title: `${quantity} × ${title}`,
      minor: priceMinor * quantity,
    })),
    ...(shipping ? [{ title: shipping.title, minor: shipping.amountMinor }] : []),
    ...(discount ? [{ title: discount.title, minor: -discount.amountMinor }] : []),
    ...(tax && !tax.isIncluded ? [{ title: 'VAT', minor: tax.amountMinor }] : []),
  ];
  return rows.map(({ title, minor }) => [title, formatMoney({ ...price, minor })]);
}

/**
 * What the total holds besides its rows.
 *
 * @param {Price} price
 */
export function includedText(price) {
  const { shipping, tax } = price;
  const delivery = shipping ? [] : ['Delivery is included.'];
  const included = tax?.isIncluded
    ? [`The total includes ${formatMoney({ ...price, minor: tax.amountMinor })} of VAT.`]
    : [];
  return [...delivery, ...included].join(' ');
}
