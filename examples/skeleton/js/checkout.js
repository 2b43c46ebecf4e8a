import { loadClient } from './client.js';
import { linesOf } from './lines.js';
import { chosenUnit, moneyText } from './money.js';
import { askPrice, loadCatalogue } from './shop.js';

const language = document.documentElement.lang;
const form = /** @type {HTMLFormElement} */ (document.querySelector('#checkout'));
const status = /** @type {HTMLElement} */ (document.querySelector('#status'));
const list = /** @type {HTMLElement} */ (document.querySelector('#lines'));
const country = /** @type {HTMLSelectElement} */ (document.querySelector('#country'));

/** What the page shows to be paid; nothing while the shop is asked. @type {number | undefined} */
let total;
let questions = 0;

/**
 * Asks the shop what the order costs where it is sent, and shows it.
 *
 * @param {{ slug: string, quantity: number }[]} items
 * @param {string} currency
 */
async function showPrice(items, currency) {
  questions += 1;
  const question = questions;
  write(undefined);
  const { price, reason } = await askPrice({ items, currency, country: country.value });
  // An answer to an earlier question is about another country.
  if (question !== questions) return;
  write(price);
  status.textContent = price ? '' : (reason ?? status.dataset['failed'] ?? '');
}

/** @param {import('./shop.js').Price | undefined} price */
function write(price) {
  total = price?.amountMinor;
  const delivery = document.querySelector('#delivery');
  const sum = document.querySelector('#total');
  if (delivery) delivery.textContent = price ? moneyText(price.shipping?.amountMinor ?? 0, price) : '';
  if (sum) sum.textContent = price ? moneyText(price.amountMinor, price) : '';
}

// The page that the gateway leads back to speaks the same language.
localStorage.setItem('language', language);
status.textContent = status.dataset['loading'] ?? '';
const told = await loadCatalogue();
if (told) {
  const unit = chosenUnit(told.currencies);
  const lines = linesOf(told.catalogue, unit.currency);
  const items = lines.map(({ slug, quantity }) => ({ slug, quantity }));
  for (const { title, quantity, minor } of lines) {
    const item = document.createElement('li');
    const name = document.createElement('span');
    const amount = document.createElement('span');
    name.textContent = `${quantity} × ${title}`;
    amount.textContent = moneyText(minor * quantity, unit);
    item.append(name, amount);
    list.append(item);
  }
  form.hidden = items.length === 0;
  if (items.length === 0) {
    status.textContent = status.dataset['empty'] ?? '';
  } else {
    await showPrice(items, unit.currency);
    country.addEventListener('change', () => showPrice(items, unit.currency));
    const { openCheckout } = await loadClient(language);
    await openCheckout({
      form,
      payment: document.querySelector('#payment'),
      items: () => items,
      // The shop stops where it comes to another sum than the one that the page shows.
      price: () => ({ currency: unit.currency, ...(total !== undefined && { total }) }),
    });
  }
} else {
  status.textContent = status.dataset['failed'] ?? '';
}
