import { moneyText } from './money.js';

const language = localStorage.getItem('lyngmo.language') === 'en' ? 'en' : 'nb';
document.documentElement.lang = language;
for (const part of document.querySelectorAll('main > [lang]')) part.hidden = part.lang !== language;

/** The part of the address behind the hash is sent to nobody, so that the link is in no log. */
async function show() {
  const place = document.querySelector(`#order-${language}`);
  const number = place?.querySelector('.number');
  const state = place?.querySelector('.state');
  const answer = await fetch('/api/orders/view', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: location.hash.slice(1) }),
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
  });
  if (!answer.ok) {
    number.textContent = number.dataset.missing;
    return;
  }
  const { order } = await answer.json();
  const item = (text) => Object.assign(document.createElement('li'), { textContent: text });
  number.textContent = `${number.dataset.number} ${order.number}`;
  state.textContent = `${JSON.parse(state.dataset.statuses)[order.status]}: ${moneyText(order.amountMinor, order)}`;
  const lines = order.lines.map(({ title, quantity }) => item(`${quantity} × ${title}`));
  place?.querySelector('.lines')?.replaceChildren(...lines);
}

window.addEventListener('hashchange', show);
await show();
