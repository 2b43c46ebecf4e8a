import { askShop } from './orders-api.js';

/** @typedef {'open' | 'pending' | 'failed' | 'authorised' | 'paid' | 'refunded' | 'cancelled'} PaymentState */

const MOST_QUESTIONS = 30;
const PAUSE_MILLISECONDS = 2000;

/** As long as it is one of these, the gateway may still have something to say. */
const OPEN_ENDED = ['open', 'pending'];

/** For how many questions a failure is not the last word: whoever took another card on the gateway's page is told of when that is heard. */
const DOUBTED = 5;

/**
 * Asks what became of a payment, until it is known or a minute is over. A question that nobody answers is asked again.
 *
 * @param {string} checkout
 * @returns {Promise<PaymentState>}
 */
export async function awaitPayment(checkout) {
  /** @type {PaymentState} */
  let state = 'open';
  for (let asked = 0; asked < MOST_QUESTIONS; asked += 1) {
    if (asked > 0) await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
    const { status, answer } = await askShop('/api/payment-state', { checkout }).catch(() => ({
      status: 0,
      answer: undefined,
    }));
    if (status === 200) state = answer.state;
    const isDoubted = state === 'failed' && asked < DOUBTED;
    if (!isDoubted && !OPEN_ENDED.includes(state)) return state;
  }
  return state;
}
