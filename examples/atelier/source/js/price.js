/**
 * What an order costs where it is sent, as the shop works it out: the same sum that is charged. Amounts are in the smallest unit.
 *
 * @typedef {object} Price
 * @property {string} currency
 * @property {number} digits how many digits of an amount stand after the point
 * @property {{ title: string, amountMinor: number }} [shipping] missing where prices include the delivery
 * @property {number} amountMinor what is to be paid
 */

/**
 * Asks the shop what an order costs.
 *
 * @param {{ items: { slug: string, quantity: number }[], currency: string, country: string }} order
 * @returns {Promise<{ price?: Price, reason?: string }>} the price, or why there is none; nothing where the shop does not answer
 */
export async function askPrice(order) {
  try {
    const answer = await fetch('/api/price', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': document.documentElement.lang },
      body: JSON.stringify(order),
      cache: 'no-store',
    });
    const told = await answer.json();
    return answer.ok ? { price: told } : { reason: told.detail };
  } catch {
    return {};
  }
}
