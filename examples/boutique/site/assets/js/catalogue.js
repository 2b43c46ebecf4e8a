/** @import { Money } from './money.js' */

/**
 * @typedef {object} Product
 * @property {string} slug
 * @property {string} title
 * @property {Money} price
 * @property {string} description
 */

/**
 * The products at the prices that are charged now. The shop sells in one currency.
 *
 * @returns {Promise<Product[]>}
 */
async function fetchCatalogue() {
  const response = await fetch('/api/catalogue');
  if (!response.ok) {
    throw new Error(`The catalogue answered ${response.status}.`);
  }
  const { currencies, catalogue } = await response.json();
  const [[currency, { digits }]] = Object.entries(currencies);
  return catalogue.products.map((/** @type {any} */ { prices, ...product }) => ({
    ...product,
    price: { minor: prices[currency], currency, digits },
  }));
}

/**
 * Loads the catalogue, or says on the page that it could not be loaded.
 *
 * @param {HTMLElement} status the live region of the page
 * @param {string} [loading] what the live region says meanwhile, where the page has nothing to show yet
 * @returns {Promise<Product[] | undefined>}
 */
export async function loadCatalogue(status, loading = '') {
  status.textContent = loading;
  try {
    const catalogue = await fetchCatalogue();
    status.textContent = '';
    return catalogue;
  } catch {
    status.textContent = 'The shop could not load its catalogue. Please check your connection and reload.';
    return undefined;
  }
}

/**
 * The page that shows any product of the catalogue, also one that has no page of its own yet.
 *
 * @param {Product} product
 */
export function productUrl(product) {
  return `/product/?slug=${encodeURIComponent(product.slug)}`;
}

/** @param {Product} product */
export function imageUrl(product) {
  return `/assets/images/${encodeURIComponent(product.slug)}.svg`;
}
