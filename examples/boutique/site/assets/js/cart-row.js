import { removeFromCart, setQuantity } from './cart.js';
import { imageUrl, productUrl } from './catalogue.js';
import { element } from './dom.js';
import { formatMoney } from './money.js';
import { formatLineTotal } from './order.js';
import { quantityOptions } from './quantity-options.js';

/** @import { Product } from './catalogue.js' */
/** @import { OrderLine } from './order.js' */

/**
 * @typedef {object} CartRow
 * @property {HTMLLIElement} root
 * @property {(line: OrderLine) => void} update shows the line as it is now
 */

/**
 * One line of the cart, with its quantity list and its remove button.
 *
 * @param {Product} product
 * @param {() => void} onRemoved called after the buyer removed the line
 * @returns {CartRow}
 */
export function cartRow(product, onRemoved) {
  const quantityId = `quantity-${product.slug}`;
  const quantity = element('select', { id: quantityId, autocomplete: 'off' }, ...quantityOptions());
  const total = element('p', { class: 'cart-row-total' });
  const remove = element(
    'button',
    { type: 'button', class: 'button-quiet' },
    'Remove',
    element('span', { class: 'visually-hidden' }, ` ${product.title}`),
  );

  quantity.addEventListener('change', () => setQuantity(product.slug, Number(quantity.value)));
  remove.addEventListener('click', () => {
    removeFromCart(product.slug);
    onRemoved();
  });

  const root = element(
    'li',
    { class: 'cart-row' },
    element('img', { src: imageUrl(product), alt: '', width: '400', height: '500' }),
    element(
      'div',
      { class: 'cart-row-name' },
      element('h2', {}, element('a', { href: productUrl(product) }, product.title)),
      element('p', { class: 'muted' }, `${formatMoney(product.price)} each`),
    ),
    element(
      'div',
      { class: 'cart-row-controls' },
      element(
        'label',
        { for: quantityId },
        'Quantity',
        element('span', { class: 'visually-hidden' }, `, ${product.title}`),
      ),
      quantity,
      remove,
    ),
    total,
  );

  return {
    root,
    update(line) {
      quantity.value = String(line.quantity);
      total.textContent = formatLineTotal(line);
    },
  };
}
