import { byId } from '../dom.js';
import { orderCard } from '../order-card.js';
import { askShop } from '../orders-api.js';

/** The part of the address behind the hash is sent to nobody, so that the link is in no log. */
async function show() {
  const status = byId('status', HTMLParagraphElement);
  status.textContent = 'Looking for your order…';
  const { status: code, answer } = await askShop('/api/orders/view', { token: location.hash.slice(1) });
  const found = code === 200;
  status.textContent = found
    ? ''
    : 'This link leads to no order, or no longer. Please write to us, and we send you a new one.';
  byId('orders', HTMLUListElement).replaceChildren(...(found ? [orderCard(answer.order)] : []));
}

window.addEventListener('hashchange', show);
await show();
