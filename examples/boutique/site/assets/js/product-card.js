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
    { class: 'card' },
    element('img', { src: imageUrl(product), alt: '', width: '400', height: '500' }),
    element('h3', {}, element('a', { href: productUrl(product) }, product.title)),
    element('p', { class: 'price' }, formatMoney(product.price)),
  );
}
