import { byId } from '../dom.js';
import { orderCard } from '../order-card.js';
import { askShop } from '../orders-api.js';

/** @import { ShownOrder } from '../orders-api.js' */

const status = byId('status', HTMLParagraphElement);

/** @param {ShownOrder[]} orders */
function showOrders(orders) {
  status.textContent = orders.length > 0 ? '' : 'You have not placed an order while you were signed in.';
  byId('orders', HTMLUListElement).replaceChildren(...orders.map(orderCard));
  byId('signed-in', HTMLDivElement).hidden = false;
}

function askToSignIn() {
  const failed = location.hash === '#sign-in-failed';
  status.textContent = failed
    ? 'You could not be signed in. Please try again.'
    : 'Please sign in to see your orders.';
  byId('signed-out', HTMLParagraphElement).hidden = false;
}

/**
 * Signs out, here or everywhere, and goes where the sign-in pages forget this browser.
 *
 * @param {string} path
 */
async function signOut(path) {
  const { status: code, answer } = await askShop(path, {});
  location.assign(code === 200 ? answer.url : '/account/');
}

byId('sign-out', HTMLButtonElement).addEventListener('click', () => signOut('/api/account/sign-out'));
byId('sign-out-everywhere', HTMLButtonElement).addEventListener('click', () =>
  signOut('/api/account/sign-out-everywhere'),
);

status.textContent = 'Looking for your orders…';
const { status: code, answer } = await askShop('/api/account/orders');
if (code === 200) {
  showOrders(answer.orders);
} else if (code === 401) {
  askToSignIn();
} else {
  status.textContent = 'You see an order by the link that you were given when you placed it.';
}
