import { imageUrl, productUrl } from './catalogue.js';
import { element } from './dom.js';
import { formatMoney } from './money.js';

/** @import { Product } from './catalogue.js' */

/**
 * One product in a grid. The picture is decoration here: the link next to it says the same.
 *
 * @param {Product} product
 */
export function productCard(product) {
  return element(
    'li',
    { class: 'card', 'data-slug': product.slug },
    element('img', { src: imageUrl(product), alt: '', width: '400', height: '500' }),
    element('h3', {}, element('a', { href: productUrl(product) }, product.title)),
    element('p', { class: 'price' }, formatMoney(product.price)),
  );
}

/**
 * Brings a grid up to date with the products. The cards that the page was written with stay, so that whoever uses
 * one keeps the focus, and say what is charged now.
 *
 * @param {HTMLUListElement} grid
 * @param {Product[]} products
 */
export function showCards(grid, products) {
  const written = new Map([...grid.querySelectorAll('li')].map((card) => [card.dataset['slug'], card]));
  const cards = products.map((product) =>
    updated(written.get(product.slug) ?? productCard(product), product),
  );
  const isInOrder =
    cards.length === grid.children.length && cards.every((card, index) => card === grid.children[index]);
  if (!isInOrder) grid.replaceChildren(...cards);
}

/**
 * @param {HTMLLIElement} card
 * @param {Product} product
 */
function updated(card, { title, price }) {
  card.querySelector('a')?.replaceChildren(title);
  card.querySelector('.price')?.replaceChildren(formatMoney(price));
  return card;
}
