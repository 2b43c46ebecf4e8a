import { showLanguage } from './language.js';
import { moneyText } from './money.js';
import { ask } from './shop.js';

const shown = showLanguage();

/** @param {string} selector */
function part(selector) {
  return /** @type {HTMLElement} */ (shown?.querySelector(selector));
}

/** The part of the address behind the hash is sent to nobody, so that the link is in no log. */
async function show() {
  const { status, told } = await ask('/api/orders/view', { token: location.hash.slice(1) });
  const number = part('.number');
  if (status !== 200) {
    number.textContent = number.dataset['missing'] ?? '';
    return;
  }
  const { order } = told;
  const statuses = JSON.parse(part('.state').dataset['statuses'] ?? '{}');
  number.textContent = `${number.dataset['number']} ${order.number}`;
  part('.state').textContent = `${statuses[order.status]}: ${moneyText(order.amountMinor, order)}`;
  const lines = order.lines.map((/** @type {{ title: string, quantity: number }} */ { title, quantity }) =>
    Object.assign(document.createElement('li'), { textContent: `${quantity} × ${title}` }),
  );
  part('.lines').replaceChildren(...lines);
}

window.addEventListener('hashchange', show);
await show();
