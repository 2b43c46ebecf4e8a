import { readCart, watchCart } from './cart.js';
import { byId, element } from './dom.js';

/** Shows in the header how many pieces the cart holds. */
const badge = byId('cart-count', HTMLSpanElement);

watchCart(() => {
  const count = readCart().reduce((sum, item) => sum + item.quantity, 0);
  const unit = count === 1 ? ' piece' : ' pieces';
  badge.replaceChildren(String(count), element('span', { class: 'visually-hidden' }, unit));
  badge.hidden = count === 0;
});
