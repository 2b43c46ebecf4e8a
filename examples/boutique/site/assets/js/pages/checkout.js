import { readCart, watchCart } from '../cart.js';
import { loadCatalogue } from '../catalogue.js';
import { checkoutId } from '../checkout-id.js';
import { byId, element } from '../dom.js';
import { formatMoney } from '../money.js';
import { formatLineTotal, formatTotal, hasLines, orderLines } from '../order.js';
import { askPrice, includedText, priceRows } from '../price.js';

/** @import { Product } from '../catalogue.js' */
/** @import { OrderLine } from '../order.js' */
/** @import { Price } from '../price.js' */

const form = byId('checkout', HTMLFormElement);
const country = byId('country', HTMLSelectElement);
const postalCode = byId('postal-code', HTMLInputElement);
const total = byId('total', HTMLElement);
const totalShown = byId('total-shown', HTMLInputElement);
const priceStatus = byId('price-status', HTMLParagraphElement);

/**
 * @param {string} title
 * @param {string} amount
 */
function summaryRow(title, amount) {
  return element('li', {}, element('span', {}, title), element('span', { class: 'amount' }, amount));
}

/** @param {[string, string][]} rows */
function showRows(rows) {
  byId('summary', HTMLUListElement).replaceChildren(...rows.map((row) => summaryRow(...row)));
}

/**
 * What the form sends of the order: slugs and quantities only. Prices, and so the amount to pay,
 * come from the server's own catalogue.
 *
 * @param {OrderLine[]} lines
 */
function itemsOf(lines) {
  return lines.map(({ product, quantity }) => ({ slug: product.slug, quantity }));
}

/**
 * Shows the products alone, as long as nobody knows where they go.
 *
 * @param {[OrderLine, ...OrderLine[]]} lines
 */
function showProducts(lines) {
  showRows(lines.map((line) => [`${line.quantity} × ${line.product.title}`, formatLineTotal(line)]));
  byId('total-label', HTMLElement).textContent = 'Products';
  total.textContent = formatTotal(lines);
  byId('included', HTMLElement).textContent = 'Choose a country to see the total with delivery.';
}

/**
 * Shows what the order costs at its address. The sum is sent along: where the server's differs, the shop asks before
 * anything is paid.
 *
 * @param {Price} price
 */
function showPrice(price) {
  showRows(priceRows(price));
  byId('total-label', HTMLElement).textContent = 'Total';
  total.textContent = formatMoney({ ...price, minor: price.amountMinor });
  byId('included', HTMLElement).textContent = includedText(price);
  totalShown.value = String(price.amountMinor);
}

/** Counts the questions for a price: an answer to any but the last is of another cart or another address. */
let questions = 0;

/** @param {[OrderLine, ...OrderLine[]]} lines */
async function updatePrice(lines) {
  questions += 1;
  const question = questions;
  totalShown.value = '';
  priceStatus.textContent = '';
  if (country.value === '') {
    showProducts(lines);
    return;
  }
  priceStatus.textContent = 'We are working out the price…';
  const price = await askPrice({
    items: itemsOf(lines),
    currency: lines[0].product.price.currency,
    country: country.value,
    ...(postalCode.value && { postalCode: postalCode.value }),
  });
  if (question !== questions) return;
  if (typeof price === 'string') showProducts(lines);
  else showPrice(price);
  priceStatus.textContent = typeof price === 'string' ? price : '';
}

/**
 * Brings the form up to date with the cart and the address.
 *
 * @param {Product[]} catalogue
 */
async function update(catalogue) {
  const lines = orderLines(readCart(), catalogue);
  byId('empty', HTMLDivElement).hidden = hasLines(lines);
  form.hidden = !hasLines(lines);
  if (!hasLines(lines)) return;
  const items = JSON.stringify(itemsOf(lines));
  byId('items', HTMLInputElement).value = items;
  byId('currency', HTMLInputElement).value = lines[0].product.price.currency;
  byId('checkout-id', HTMLInputElement).value = checkoutId(items);
  await updatePrice(lines);
}

const catalogue = await loadCatalogue(byId('status', HTMLParagraphElement), 'Loading your order…');
if (catalogue) {
  watchCart(() => update(catalogue));
  for (const field of [country, postalCode]) field.addEventListener('change', () => update(catalogue));
  // Nobody is led on to pay a sum that they were not shown.
  form.addEventListener('submit', async (event) => {
    if (totalShown.value !== '') return;
    event.preventDefault();
    const seen = total.textContent;
    await update(catalogue);
    if (totalShown.value !== '' && total.textContent === seen) form.requestSubmit();
  });
}
