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
 * The products with the prices that are charged now; nothing where the shop does not answer.
 *
 * @returns {Promise<any>}
 */
export async function loadCatalogue() {
  try {
    const answer = await fetch('/api/catalogue');
    return answer.ok ? await answer.json() : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Asks the shop what an order costs.
 *
 * @param {{ items: { slug: string, quantity: number }[], currency: string, country: string }} order
 * @returns {Promise<{ price?: Price, reason?: string }>} the price, or why there is none; nothing where the shop does not answer
 */
export async function askPrice(order) {
  const { status, told } = await ask('/api/price', order);
  if (status === 200) return { price: told };
  return told ? { reason: told.detail } : {};
}

/**
 * Posts a question to the shop. Its answer is kept nowhere, and the address of the page is told to nobody.
 *
 * @param {string} path
 * @param {object} question
 * @returns {Promise<{ status: number, told?: any }>} status 0 where the shop does not answer
 */
export async function ask(path, question) {
  try {
    const answer = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': document.documentElement.lang },
      body: JSON.stringify(question),
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    });
    return { status: answer.status, told: await answer.json() };
  } catch {
    return { status: 0 };
  }
}
