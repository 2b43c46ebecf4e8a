import { most, readCart, setQuantity } from './cart.js';
import { moneyText } from './money.js';
// The English checkout has the client's English words in place of these.
import { openCheckout } from './palisade-checkout.nb.js';

const language = document.documentElement.lang;
const currency = language === 'nb' ? 'NOK' : 'EUR';
const form = /** @type {HTMLFormElement} */ (document.querySelector('#checkout'));
const status = /** @type {HTMLElement} */ (document.querySelector('#status'));
const list = /** @type {HTMLElement} */ (document.querySelector('#lines'));
const country = /** @type {HTMLSelectElement} */ (document.querySelector('#country'));

/**
 * The prices that are charged now; nothing where the shop does not answer.
 *
 * @returns {Promise<any>}
 */
async function loadCatalogue() {
  status.textContent = status.dataset['loading'] ?? '';
  try {
    const answer = await fetch('/api/catalogue');
    if (!answer.ok) throw new Error(`the catalogue answered ${answer.status}`);
    status.textContent = '';
    return await answer.json();
  } catch {
    status.textContent = status.dataset['failed'] ?? '';
    return undefined;
  }
}

/** @param {any} catalogue */
function linesOf(catalogue) {
  return readCart().flatMap(({ slug, quantity }) => {
    const product = catalogue.products.find((/** @type {any} */ each) => each.slug === slug);
    return product ? [{ slug, quantity, title: product.title, minor: product.prices[currency] }] : [];
  });
}

/**
 * What delivery costs: the last step that the sum of the products reaches.
 *
 * @param {any} catalogue
 * @param {number} sum
 */
function deliveryOf(catalogue, sum) {
  const row = catalogue.shipping.find((/** @type {any} */ each) => each.countries.includes(country.value));
  const steps = row?.prices[currency] ?? [];
  return steps.filter((/** @type {any} */ step) => step.from <= sum).at(-1)?.price ?? 0;
}

/**
 * @param {any} catalogue
 * @param {{ currency: string, digits: number }} unit
 */
function show(catalogue, unit) {
  const lines = linesOf(catalogue);
  const sum = lines.reduce((total, { minor, quantity }) => total + minor * quantity, 0);
  const delivery = deliveryOf(catalogue, sum);
  list.replaceChildren(...lines.map((line) => row(line, unit, () => show(catalogue, unit))));
  write('#delivery', moneyText(delivery, unit));
  write('#total', moneyText(sum + delivery, unit));
  form.hidden = lines.length === 0;
  status.textContent = lines.length === 0 ? (status.dataset['empty'] ?? '') : '';
  return sum + delivery;
}

/**
 * @param {string} selector
 * @param {string} text
 */
function write(selector, text) {
  const element = document.querySelector(selector);
  if (element) element.textContent = text;
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
  const choice = document.createElement('select');
  name.textContent = title;
  amount.textContent = moneyText(minor * quantity, unit);
  choice.setAttribute('aria-label', `${list.dataset['quantity']}: ${title}`);
  for (let count = 0; count <= most; count += 1) {
    const label = count === 0 ? (list.dataset['remove'] ?? '') : String(count);
    choice.append(new Option(label, String(count), count === quantity, count === quantity));
  }
  choice.addEventListener('change', () => {
    setQuantity(slug, Number(choice.value));
    changed();
  });
  item.append(name, choice, amount);
  return item;
}

localStorage.setItem('lyngmo.language', language);
const answer = await loadCatalogue();
if (answer) {
  const unit = { currency, digits: answer.currencies[currency].digits };
  let total = show(answer.catalogue, unit);
  country.addEventListener('change', () => {
    total = show(answer.catalogue, unit);
  });
  await openCheckout({
    form,
    payment: document.querySelector('#payment'),
    items: readCart,
    price: () => {
      total = show(answer.catalogue, unit);
      return { currency, total };
    },
  });
}
