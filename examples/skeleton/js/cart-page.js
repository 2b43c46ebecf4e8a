import { most, setQuantity } from './cart.js';
import { linesOf } from './lines.js';
import { chooseCurrency, chosenUnit, moneyText } from './money.js';
import { loadCatalogue } from './shop.js';

const status = /** @type {HTMLElement} */ (document.querySelector('#status'));
const list = /** @type {HTMLElement} */ (document.querySelector('#lines'));
const cart = /** @type {HTMLElement} */ (document.querySelector('#cart'));
const subtotal = /** @type {HTMLElement} */ (document.querySelector('#subtotal'));
const choice = document.querySelector('#currency');

/** @param {any} told the catalogue and its currencies */
function show(told) {
  const unit = chosenUnit(told.currencies);
  const lines = linesOf(told.catalogue, unit.currency);
  list.replaceChildren(...lines.map((line) => row(line, unit, () => show(told))));
  subtotal.textContent = moneyText(
    lines.reduce((sum, { minor, quantity }) => sum + minor * quantity, 0),
    unit,
  );
  cart.hidden = lines.length === 0;
  status.textContent = lines.length === 0 ? (status.dataset['empty'] ?? '') : '';
  if (choice instanceof HTMLSelectElement) choice.value = unit.currency;
}

/**
 * @param {{ slug: string, quantity: number, title: string, minor: number }} line
 * @param {{ currency: string, digits: number }} unit
 * @param {() => void} changed
 */
function row({ slug, quantity, title, minor }, unit, changed) {
  const item = document.createElement('li');
  const name = document.createElement('span');
  const amount = document.createElement('span');
  const quantities = document.createElement('select');
  name.textContent = title;
  amount.textContent = moneyText(minor * quantity, unit);
  quantities.setAttribute('aria-label', `${list.dataset['quantity']}: ${title}`);
  for (let count = 0; count <= most; count += 1) {
    const label = count === 0 ? (list.dataset['remove'] ?? '') : String(count);
    quantities.append(new Option(label, String(count), count === quantity, count === quantity));
  }
  quantities.addEventListener('change', () => {
    setQuantity(slug, Number(quantities.value));
    changed();
  });
  item.append(name, quantities, amount);
  return item;
}

status.textContent = status.dataset['loading'] ?? '';
const told = await loadCatalogue();
if (told) show(told);
else status.textContent = status.dataset['failed'] ?? '';
if (choice instanceof HTMLSelectElement) {
  choice.addEventListener('change', () => {
    chooseCurrency(choice.value);
    if (told) show(told);
  });
}
