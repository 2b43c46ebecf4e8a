/**
 * @typedef {object} Product
 * @property {string} slug
 * @property {string} title
 * @property {number} priceMinor
 * @property {string} currency
 * @property {string} description
 */

/** @returns {Promise<Product[]>} */
async function fetchCatalogue() {
  const response = await fetch('/catalogue.json');
  if (!response.ok) {
    throw new Error(`The catalogue answered ${response.status}.`);
  }
  return response.json();
}

/**
 * Loads the catalogue, or says on the page that it could not be loaded.
 *
 * @param {HTMLElement} status the live region of the page
 * @returns {Promise<Product[] | undefined>}
 */
export async function loadCatalogue(status) {
  try {
    const catalogue = await fetchCatalogue();
    status.textContent = '';
    return catalogue;
  } catch {
    status.textContent = 'The shop could not load its catalogue. Please check your connection and reload.';
    return undefined;
  }
}

/** @param {Product} product */
export function productUrl(product) {
  return `/product/?slug=${encodeURIComponent(product.slug)}`;
}

/** @param {Product} product */
export function imageUrl(product) {
  return `/assets/images/${encodeURIComponent(product.slug)}.svg`;
}
