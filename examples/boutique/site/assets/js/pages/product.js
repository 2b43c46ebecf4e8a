import { addToCart, MAX_QUANTITY } from '../cart.js';
import { imageUrl, loadCatalogue } from '../catalogue.js';
import { byId, element } from '../dom.js';
import { formatMoney } from '../money.js';
import { showCards } from '../product-card.js';
import { quantityOptions } from '../quantity-options.js';

/** @import { Product } from '../catalogue.js' */

const OTHER_PIECES = 4;

const article = byId('product', HTMLElement);
const status = byId('status', HTMLParagraphElement);
const quantity = byId('quantity', HTMLSelectElement);

/** @param {Product} product */
function addedMessage(product) {
  const held = addToCart(product.slug, Number(quantity.value));
  const limit = held === MAX_QUANTITY ? ' That is the most we send in one order.' : '';
  return `Added. Your cart holds ${held} of “${product.title}”.${limit}`;
}

/** @param {Product} product */
function showProduct(product) {
  document.title = `${product.title} – Wrenfold`;
  byId('title', HTMLHeadingElement).textContent = product.title;
  byId('price', HTMLParagraphElement).textContent = formatMoney(product.price);
  byId('description', HTMLParagraphElement).textContent = product.description;
  byId('picture', HTMLDivElement).replaceChildren(
    element('img', {
      src: imageUrl(product),
      alt: `Drawing of the ${product.title.toLowerCase()}`,
      width: '400',
      height: '500',
    }),
  );
  quantity.append(...quantityOptions());
  byId('add', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    try {
      byId('added', HTMLParagraphElement).textContent = addedMessage(product);
      byId('to-cart', HTMLAnchorElement).hidden = false;
    } catch {
      byId('added', HTMLParagraphElement).textContent =
        'Your browser does not let this shop remember a cart. Please allow site data and try again.';
    }
  });
  byId('add', HTMLFormElement).hidden = false;
  article.hidden = false;
}

/**
 * The pieces that follow this one in the catalogue, round to its beginning.
 *
 * @param {Product} product
 * @param {Product[]} catalogue
 */
function showOthers(product, catalogue) {
  const next = catalogue.indexOf(product) + 1;
  const others = [...catalogue.slice(next), ...catalogue.slice(0, next - 1)].slice(0, OTHER_PIECES);
  showCards(byId('others', HTMLUListElement), others);
  byId('more', HTMLElement).hidden = false;
}

/** A page that was written for one product names it; the page for any product is told in its address. */
const ownSlug = article.dataset['slug'];
const catalogue = await loadCatalogue(status, ownSlug ? '' : 'Loading the piece…');
if (catalogue) {
  const slug = ownSlug ?? new URLSearchParams(location.search).get('slug');
  const product = catalogue.find((candidate) => candidate.slug === slug);
  if (product) {
    showProduct(product);
    showOthers(product, catalogue);
  } else {
    article.hidden = true;
    byId('unknown', HTMLDivElement).hidden = false;
  }
}
