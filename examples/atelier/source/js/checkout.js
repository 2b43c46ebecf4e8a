import { most, readCart, setQuantity } from './cart.js';
import { moneyText } from './money.js';
// The English checkout has the client's English words in place of these.
import { openCheckout } from './palisade-checkout.nb.js';
import { askPrice } from './price.js';

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

/**
 * The cart with what its pieces cost now, without those that are sold no longer.
 *
 * @param {any} catalogue
 */
function linesOf(catalogue) {
  return readCart().flatMap(({ slug, quantity }) => {
    const product = catalogue.products.find((/** @type {any} */ each) => each.slug === slug);
    return product
      ? [{ slug, quantity, title: product.titles[language], minor: product.prices[currency] }]
      : [];
  });
}

/** @param {any} catalogue */
function itemsOf(catalogue) {
  return linesOf(catalogue).map(({ slug, quantity }) => ({ slug, quantity }));
}

/** What the page shows to be paid; nothing while the shop is asked. @type {number | undefined} */
let total;
let questions = 0;

/**
 * Shows the cart, and what the shop says it costs where it is sent.
 *
 * @param {any} catalogue
 * @param {{ currency: string, digits: number }} unit
 */
async function show(catalogue, unit) {
  const lines = linesOf(catalogue);
  list.replaceChildren(...lines.map((line) => row(line, unit, () => show(catalogue, unit))));
  form.hidden = lines.length === 0;
  showPrice(undefined);
  status.textContent = lines.length === 0 ? (status.dataset['empty'] ?? '') : '';
  if (lines.length === 0) return;
  questions += 1;
  const question = questions;
  const { price, reason } = await askPrice({ items: itemsOf(catalogue), currency, country: country.value });
  // An answer to an earlier question is about another order.
  if (question !== questions) return;
  showPrice(price);
  status.textContent = price ? '' : (reason ?? status.dataset['failed'] ?? '');
}

/** @param {import('./price.js').Price | undefined} price */
function showPrice(price) {
  total = price?.amountMinor;
  write('#delivery', price ? moneyText(price.shipping?.amountMinor ?? 0, price) : '');
  write('#total', price ? moneyText(price.amountMinor, price) : '');
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
  await show(answer.catalogue, unit);
  country.addEventListener('change', () => show(answer.catalogue, unit));
  await openCheckout({
    form,
    payment: document.querySelector('#payment'),
    items: () => itemsOf(answer.catalogue),
    // A sum that is not shown here yet stands on the button of the form, or on PayPal's page, before anything is paid.
    price: () => ({ currency, ...(total !== undefined && { total }) }),
  });
}
