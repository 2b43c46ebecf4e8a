/**
 * What the shop answers about orders.
 *
 * @typedef {object} ShownOrder
 * @property {string} number
 * @property {keyof typeof STATUSES} status
 * @property {string} placedAt
 * @property {string} currency
 * @property {number} digits how many digits of an amount stand after the point
 * @property {number} amountMinor
 * @property {number} refundedMinor
 * @property {{ title: string, quantity: number, priceMinor: number }[]} lines
 * @property {{ title: string, amountMinor: number }} [shipping]
 */

/** What each status says to whoever placed the order. */
export const STATUSES = {
  waiting: 'We wait for the payment',
  unpaid: 'Not paid',
  reserved: 'The payment is reserved',
  paid: 'Paid',
  refunded: 'Refunded',
  cancelled: 'Cancelled',
};

/**
 * Asks the shop. A page that is kept by a cache or sent on by a referrer must not hold the answer.
 *
 * @param {string} path
 * @param {object} [body] what is posted; without it the address is read
 * @returns {Promise<{ status: number, answer: any }>}
 */
export async function askShop(path, body) {
  const response = await fetch(path, {
    ...(body && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
  });
  return { status: response.status, answer: await response.json() };
}
